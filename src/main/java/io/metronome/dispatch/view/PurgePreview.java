package io.metronome.dispatch.view;

import org.jspecify.annotations.Nullable;

/**
 * What a purge of an instance would end now, of the commands that were read: those that wait, also for their {@code
 * notBefore}, and those that getSettings has to confirm. A call under way ends as it ends.
 *
 * @param count how many commands
 * @param oldestReceivedAt when the oldest of them was read, milliseconds since the epoch; null where there is none
 */
public record PurgePreview(long count, @Nullable Long oldestReceivedAt) {
    /** Nothing would end. */
    public static final PurgePreview NOTHING = new PurgePreview(0, null);
}
