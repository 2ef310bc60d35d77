package io.metronome.observe.admin;

/** Counts what happened within the last so many slots of time. For one thread at a time. */
final class SlidingCount {
    private final long slotNanos;
    private final long[] counts;
    private long slot;

    /**
     * @param slots how many slots count, the present one included
     * @param slotNanos how long one is
     * @param now monotonic nanoseconds
     */
    SlidingCount(int slots, long slotNanos, long now) {
        this.slotNanos = slotNanos;
        this.counts = new long[slots];
        this.slot = Math.floorDiv(now, slotNanos);
    }

    /** It happened once more. */
    void add(long now) {
        turn(now);
        counts[index(slot)]++;
    }

    /** How often it happened. */
    long sum(long now) {
        turn(now);
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private void turn(long now) {
        long next = Math.floorDiv(now, slotNanos);
        long steps = Math.min(next - slot, counts.length);
        for (long i = 0; i < steps; i++) {
            counts[index(next - i)] = 0;
        }
        slot = Math.max(slot, next);
    }

    private int index(long of) {
        return Math.floorMod(of, counts.length);
    }
}
