package io.metronome.dispatch.partition;

import io.metronome.pacing.Pace;

/**
 * How many calls may be repeated by the next owner if this process is killed now: those under way, and those that ended and
 * are in no committed checkpoint. After a start only a few are allowed, since a cold JVM writes slowly and a process that
 * crashes at each start would send the same messages again and again. While there are calls and their checkpoints prove to be
 * quick, the number grows by a tenth with each interval.
 */
public final class UnsavedCalls {
    private static final int FIRST = 8;
    private static final double GROWTH = 1.1;
    /* Of a quiet worker, which writes a checkpoint only to renew its lease. */
    private static final double MOST_INTERVALS = 10;
    private static final int QUICK_INTERVALS = 2;

    private final int most;
    private final double intervalNanos;
    private long lastAt = Pace.NEVER;
    private double allowed = FIRST;
    private int inFlight;
    private int ended;
    private int cut;

    /**
     * @param maxInFlight where that many are allowed four times over, the number is a bound no more
     * @param intervalNanos the least time between two checkpoints; one that takes no longer than two of them is quick
     */
    UnsavedCalls(int maxInFlight, long intervalNanos) {
        this.most = 4 * maxInFlight;
        this.intervalNanos = intervalNanos;
    }

    /** Whether one more call may start. */
    public boolean isRoom() {
        return allowed >= most || inFlight + ended + cut < (int) allowed;
    }

    public void callStarted() {
        inFlight++;
    }

    public void callEnded() {
        inFlight--;
        ended++;
    }

    /** A checkpoint is cut: it holds what has ended so far. */
    void cut() {
        cut = ended;
        ended = 0;
    }

    /** Forgets the calls of that checkpoint: it is committed, or everything is restored from the ledger anyway. */
    void decided() {
        cut = 0;
    }

    /** A checkpoint that was begun at that moment was committed in that time, monotonic nanoseconds. */
    void committed(long begunAt, long durationNanos) {
        boolean hasCalls = inFlight + cut > 0;
        decided();
        if (hasCalls && durationNanos <= QUICK_INTERVALS * intervalNanos && allowed < most) {
            double intervals = lastAt == Pace.NEVER ? 1 : (begunAt - lastAt) / intervalNanos;
            allowed *= Math.pow(GROWTH, Math.clamp(intervals, 0, MOST_INTERVALS));
        }
        lastAt = begunAt;
    }
}
