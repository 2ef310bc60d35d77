package io.metronome.control;

import io.metronome.command.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * The key of a control record: {@code ID/pause}, {@code ID/purge}, or {@code ID/cancel/COMMANDID}.
 *
 * @param commandId empty, except for a cancel
 */
public record ControlKey(String instance, ControlKind kind, String commandId) {
    private static final String CANCEL = "cancel/";
    /* An id that a producer gives has 128 characters at the most. A default id begins with the name of a topic. */
    private static final int LONGEST_ID = 300;

    /** What is wanted. */
    public enum ControlKind {
        PAUSE,
        PURGE,
        CANCEL
    }

    public static ControlKey pause(String instance) {
        return new ControlKey(instance, ControlKind.PAUSE, "");
    }

    public static ControlKey purge(String instance) {
        return new ControlKey(instance, ControlKind.PURGE, "");
    }

    public static ControlKey cancel(String instance, String commandId) {
        return new ControlKey(instance, ControlKind.CANCEL, commandId);
    }

    /** The key of that text; null when it is none. */
    static @Nullable ControlKey of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !InstanceId.isOne(text.substring(0, slash))) {
            return null;
        }
        String instance = text.substring(0, slash);
        String rest = text.substring(slash + 1);
        return switch (rest) {
            case "pause" -> pause(instance);
            case "purge" -> purge(instance);
            default -> rest.startsWith(CANCEL) ? ofCancel(instance, rest.substring(CANCEL.length())) : null;
        };
    }

    private static @Nullable ControlKey ofCancel(String instance, String commandId) {
        // What is not UTF-8 was read as that character.
        boolean isId = !commandId.isEmpty() && commandId.length() <= LONGEST_ID && commandId.indexOf('\uFFFD') < 0;
        return isId ? cancel(instance, commandId) : null;
    }

    /** The key as the topic has it. */
    @Override
    public String toString() {
        return switch (kind) {
            case PAUSE -> instance + "/pause";
            case PURGE -> instance + "/purge";
            case CANCEL -> instance + "/" + CANCEL + commandId;
        };
    }
}
