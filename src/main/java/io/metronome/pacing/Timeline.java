package io.metronome.pacing;

import org.jspecify.annotations.Nullable;

/**
 * All lanes by the moment at which they can go: those whose moment is still to come, and those that only lack
 * capacity. One alarm serves them all, and capacity goes to the one that has been due longest. Touched on the
 * dispatcher's thread only.
 *
 * @param <E> what waits in the lanes
 */
public final class Timeline<E extends Entry> {
    private final Heap<Lane<E>> coming = new Heap<>();
    private final Heap<Lane<E>> runnable = new Heap<>();

    /** Puts the lane where its next turn is; call it whenever something about the lane changed. */
    public void place(Lane<E> lane) {
        long readyAt = lane.readyAt();
        if (readyAt == Pace.FAR) {
            remove(lane);
        } else if (runnable.holds(lane)) {
            runnable.remove(lane);
            coming.put(lane, readyAt);
        } else {
            coming.put(lane, readyAt);
        }
    }

    public void remove(Lane<E> lane) {
        coming.remove(lane);
        runnable.remove(lane);
    }

    /** Lets come forward every lane whose moment has come. */
    public void advance(long now) {
        while (coming.firstKey() <= now) {
            long due = coming.firstKey();
            Lane<E> lane = coming.poll();
            if (lane != null) {
                runnable.put(lane, due);
            }
        }
    }

    /** Takes the lane that has been due longest, of those that have come forward; null when there is none. */
    public @Nullable Lane<E> poll() {
        return runnable.poll();
    }

    /** Lanes that could go now but for capacity. */
    public int runnable() {
        return runnable.size();
    }

    /** When the next lane comes forward, {@link Pace#FAR} when none will by itself. */
    public long alarm() {
        return coming.firstKey();
    }
}
