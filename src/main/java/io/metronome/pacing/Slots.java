package io.metronome.pacing;

import io.metronome.command.SendingHours;
import org.jspecify.annotations.Nullable;

/**
 * How many calls an instance can make before some moment, within its hours and a delay apart: none can be more. Pure.
 * Moments are milliseconds since the epoch.
 *
 * @param count so many; more than was asked for when there are many
 * @param next when the next call behind them comes at the earliest
 */
public record Slots(int count, long next) {
    /* A moment that lies farther ahead is not judged. */
    private static final int MOST_WINDOWS = 60;

    /**
     * The calls from one moment to another.
     *
     * @param most more than so many need not be counted
     */
    public static Slots between(long start, long until, int delayMillis, @Nullable SendingHours hours, int most) {
        long at = start;
        long count = 0;
        for (int windows = 0; windows < MOST_WINDOWS && count <= most; windows++) {
            OpenTime open = hours == null ? new OpenTime(at, Long.MAX_VALUE) : OpenTime.atOrAfter(hours, at);
            at = Math.max(at, open.from());
            if (at >= until) {
                return new Slots((int) count, at);
            }
            long fit = (Math.min(open.to(), until) - at + delayMillis - 1) / delayMillis;
            count += fit;
            at += fit * delayMillis;
        }
        return new Slots(Integer.MAX_VALUE, at);
    }
}
