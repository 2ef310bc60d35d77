package io.metronome.app;

import java.util.Locale;

/**
 * How far another clock is ahead of this machine's, as an interval. Negative: it is behind.
 *
 * @param leastMillis the other clock is at least so far ahead
 * @param mostMillis the other clock is at most so far ahead; {@link #UNKNOWN} where nobody can say
 */
record ClockOffset(long leastMillis, long mostMillis) {
    /** No upper limit is known. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private static final long SECOND = 1_000;
    private static final long TOLERATED = 2 * SECOND;
    private static final long WRONG = 60 * SECOND;

    /**
     * The offset of a clock that was read once.
     *
     * @param stamp what it said
     * @param resolution the other clock may have been so much further on: its stamp is cut to whole steps
     * @param before this machine's time before it was read
     * @param after this machine's time after it was read
     */
    static ClockOffset of(long stamp, long resolution, long before, long after) {
        return new ClockOffset(stamp - after, stamp + resolution - before);
    }

    /** How far the clocks are apart at the least, whichever is ahead. */
    long apart() {
        return Math.max(0, Math.max(leastMillis, -mostMillis));
    }

    /** @param other whose clock that is */
    Finding finding(String other) {
        if (apart() < TOLERATED) {
            return Finding.ok("clock", agreement(other));
        }
        String text = "the clock of " + other + " is " + seconds(apart()) + " or more "
                + (leastMillis > 0 ? "ahead of" : "behind") + " this machine's; notBefore, expiresAt and the timestamps"
                + " of records are judged by these clocks";
        String mend = "the time service of the machine that is wrong (chronyc tracking, or timedatectl)";
        return apart() < WRONG ? Finding.warning("clock", text, mend) : Finding.failed("clock", text, mend);
    }

    private String agreement(String other) {
        if (mostMillis != UNKNOWN) {
            return "the clocks of " + other + " and of this machine agree: they are at most "
                    + seconds(Math.max(Math.abs(leastMillis), Math.abs(mostMillis))) + " apart";
        }
        return -leastMillis <= WRONG
                ? "the clock of " + other + " is at most " + seconds(Math.max(0, -leastMillis))
                        + " behind this machine's. Whether it is ahead shows only while a worker writes"
                : "the clock of " + other + " cannot be read without a write, and no worker writes now: ask again"
                        + " while one runs";
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", (double) millis / SECOND);
    }
}
