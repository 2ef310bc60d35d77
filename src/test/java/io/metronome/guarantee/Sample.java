package io.metronome.guarantee;

import io.metronome.command.Priority;
import io.metronome.command.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Commands, calls and replies of one instance, for the tests of the guarantees; times are milliseconds of the run. */
final class Sample {
    static final Duration GAP = Duration.ofMillis(500);

    private Sample() {}

    static Produced command(long offset) {
        return command(offset, Priority.NORMAL, null, null);
    }

    static Produced command(long offset, Priority priority, @Nullable Instant notBefore, @Nullable Instant expiresAt) {
        return new Produced(
                0,
                offset,
                "id-" + offset,
                "1101000001",
                "sendTextStatus",
                body(offset),
                priority,
                notBefore,
                expiresAt);
    }

    static CallSeen call(long offset, long millis) {
        return call(offset, millis, true);
    }

    static CallSeen call(long offset, long millis, boolean accepted) {
        return new CallSeen("1101000001", "sendTextStatus", body(offset), at(millis), GAP, true, accepted);
    }

    static ReplySeen accepted(long offset, long sentMillis) {
        return new ReplySeen(new Position(0, offset), "id-" + offset, "1101000001", 1, at(sentMillis), GAP, null, null);
    }

    static ReplySeen dead(long offset, Reason reason, int attempts) {
        return dead(offset, reason, attempts, 0);
    }

    static ReplySeen dead(long offset, Reason reason, int attempts, long endedMillis) {
        return new ReplySeen(
                new Position(0, offset),
                "id-" + offset,
                "1101000001",
                attempts,
                null,
                Duration.ZERO,
                reason,
                at(endedMillis));
    }

    static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static String body(long offset) {
        return "{\"message\":\"" + offset + "\"}";
    }
}
