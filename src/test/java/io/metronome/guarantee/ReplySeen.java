package io.metronome.guarantee;

import io.metronome.command.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it was read back.
 *
 * @param source where the command stood, from the reply's {@code metronome-source-…} headers
 * @param commandId the id that the reply names
 * @param attempts calls that were made for the command, as the reply says
 * @param sentAt the start of the call, null for a dead letter
 * @param gap what must lie between this call and the next paced one of its instance at the least; zero for a method that is
 *     not paced
 * @param reason null for an accepted command
 * @param endedAt when the command ended, null where the reply was not asked
 */
public record ReplySeen(
        Position source,
        String commandId,
        String instance,
        int attempts,
        @Nullable Instant sentAt,
        Duration gap,
        @Nullable Reason reason,
        @Nullable Instant endedAt) {}
