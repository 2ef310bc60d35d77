package io.metronome.pacing;

import io.metronome.command.Fnv1a;

/**
 * By how much a gap is longer than the delay: a share that is drawn from the instance and from the command whose call
 * the gap follows. Every worker, and every restart, draws the same. The shares of an instance's gaps are spread evenly
 * over their range.
 */
public final class Jitter {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    /** The longest that can be drawn: of a departure that is only assumed. */
    static final double LONGEST = 1;

    private Jitter() {}

    /** A number from 0 up to 1 for the gap behind the call of the command at that offset of the instance's partition. */
    public static double drawn(String instance, long offset) {
        long hash = Fnv1a.with(Fnv1a.BASIS, instance);
        return (mixed(mixed(hash) + offset * GOLDEN) >>> 11) * UNIT;
    }

    /** The longest part, in milliseconds, that can be drawn for a gap behind that delay. */
    public static int longestMillis(int delayMillis, int percent) {
        return millis(delayMillis, percent, LONGEST);
    }

    /** The part of a delay, in milliseconds, that is drawn of a range of so many percent. */
    static int millis(int delayMillis, int percent, double drawn) {
        return percent == 0 ? 0 : (int) (delayMillis * (percent / 100.0) * drawn);
    }

    /* The last step of SplitMix64: neighbours end far apart. */
    private static long mixed(long number) {
        long once = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }
}
