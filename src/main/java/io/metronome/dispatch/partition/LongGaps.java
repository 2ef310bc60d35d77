package io.metronome.dispatch.partition;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

/** Which gaps are so long that a departure is announced in the ledger, and how far ahead an announcement reaches. */
public final class LongGaps {
    private static final int LONG_GAP_MILLIS = 5_000;

    /** A departure with more typing time than this is announced, however short the delay. Milliseconds. */
    public static final int SHORT_TYPING_MILLIS = 1_000;

    /** A call is announced so long before its turn. Nanoseconds. */
    public static final long AHEAD = MILLISECONDS.toNanos(250);

    /** A call must start so long after its turn at the latest; a later one is announced anew. Nanoseconds. */
    public static final long GOOD_FOR = MILLISECONDS.toNanos(1_500);

    /** An announced departure lies at most so far ahead of its checkpoint. Milliseconds. */
    static final long FARTHEST_MILLIS = NANOSECONDS.toMillis(AHEAD + GOOD_FOR);

    private static final int KEPT_GAP_MILLIS = 60_000;

    private LongGaps() {}

    /** Whether a departure with that gap behind it is announced. */
    public static boolean isLong(int gapMillis) {
        return gapMillis > LONG_GAP_MILLIS;
    }

    /**
     * Whether the ledger keeps a departure after its gap has passed. Without it a new owner lets the instance wait for one
     * gap from the floor on, which is little; and a record for each instance that was ever called would make every
     * restore longer.
     */
    public static boolean isKeptWhenPassed(int gapMillis) {
        return gapMillis > KEPT_GAP_MILLIS;
    }
}
