package io.metronome.pacing;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import org.jspecify.annotations.Nullable;

/**
 * How many calls an instance can make before some moment, within its hours and its daily cap, and a delay apart: none can
 * be more. Pure. Moments are milliseconds since the epoch.
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
     * @param rules the hours and the cap that bind
     * @param calls so many count on the day of the first moment
     * @param most more than so many need not be counted
     */
    public static Slots between(long start, long until, int delayMillis, PaceRules rules, int calls, int most) {
        DailyCap cap = rules.cap();
        long at = start;
        long count = 0;
        long day = cap == null ? 0 : cap.day(start);
        int used = calls;
        for (int windows = 0; windows < MOST_WINDOWS && count <= most; windows++) {
            OpenTime open = open(rules.hours(), at);
            at = Math.max(at, open.from());
            if (at >= until) {
                return new Slots((int) count, at);
            }
            long end = Math.min(open.to(), until);
            if (cap != null) {
                used = cap.day(at) == day ? used : 0;
                day = cap.day(at);
                end = Math.min(end, cap.begins(day + 1));
            }
            long fit = (end - at + delayMillis - 1) / delayMillis;
            if (cap != null && fit >= cap.limit(day) - used) {
                fit = Math.max(0, cap.limit(day) - used);
                at = Math.max(at + fit * delayMillis, cap.begins(day + 1));
            } else {
                at += fit * delayMillis;
            }
            used += (int) fit;
            count += fit;
        }
        return new Slots(Integer.MAX_VALUE, at);
    }

    private static OpenTime open(@Nullable SendingHours hours, long at) {
        return hours == null ? new OpenTime(at, Long.MAX_VALUE) : OpenTime.atOrAfter(hours, at);
    }
}
