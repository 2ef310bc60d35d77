package io.metronome.sandbox;

import io.metronome.guarantee.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands by their places, and the replies that name those places. One thread. */
final class ReplyCounts {
    private final int expected;
    private final Map<Position, Scripted> commands = new LinkedHashMap<>();
    private final List<ReadBack> replies = new ArrayList<>();

    /** @param expected how many commands there will be */
    ReplyCounts(int expected) {
        this.expected = expected;
    }

    void put(Position position, Scripted command) {
        commands.put(position, command);
    }

    /** Takes a reply; answers its command, or null for a command that others produced. */
    @Nullable
    Scripted take(ReadBack reply) {
        Scripted command = commands.get(reply.source());
        if (command != null) {
            replies.add(reply);
        }
        return command;
    }

    int expected() {
        return expected;
    }

    Map<Position, Scripted> commands() {
        return commands;
    }

    List<ReadBack> replies() {
        return replies;
    }

    /** Commands without a reply, those that are still to be produced included. */
    long missing() {
        return expected - replies.stream().map(ReadBack::source).distinct().count();
    }

    /** Whether each command has one reply, and none has two. */
    boolean complete() {
        return missing() == 0 && replies.size() == expected;
    }

    /** The last line. */
    String line() {
        long accepted = replies.stream().filter(reply -> reply.reason() == null).count();
        return "%d commands, %d replies (%d accepted, %d dead letters), %d missing"
                .formatted(expected, replies.size(), accepted, replies.size() - accepted, missing());
    }
}
