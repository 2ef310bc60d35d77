package io.metronome.pacing;

import java.util.function.Consumer;

/**
 * All lanes, ordered by the moment at which something can happen to them: lanes that can go later, lanes that only lack
 * capacity, and idle lanes that are forgotten when their gap has passed. One alarm serves all of them, and capacity
 * goes to the lane that has been due longest. Touched on the dispatcher's thread only.
 *
 * @param <L> the lanes
 */
public final class Timeline<L extends Lane<?>> {
    private final Heap<L> coming = new Heap<>();
    private final Heap<L> runnable = new Heap<>();
    private final Heap<L> idle = new Heap<>();

    /**
     * Puts the lane at the moment of its next turn. Call this whenever something about the lane changed.
     *
     * @param at when the lane comes forward; {@link Pace#FAR} when something else has to happen first
     * @param keptUntil when the lane may be forgotten if it is idle
     */
    public void place(L lane, long at, long keptUntil) {
        remove(lane);
        if (at != Pace.FAR) {
            coming.put(lane, at);
        } else if (lane.isIdle()) {
            idle.put(lane, Math.max(keptUntil, lane.restsUntil()));
        }
    }

    public void remove(L lane) {
        coming.remove(lane);
        runnable.remove(lane);
        idle.remove(lane);
    }

    /** Which of the three kinds a lane is of. */
    public enum Place {
        COMING,
        RUNNABLE,
        IDLE,
        NONE
    }

    /** Where the lane is. */
    public Place placeOf(L lane) {
        if (coming.holds(lane)) {
            return Place.COMING;
        } else if (runnable.holds(lane)) {
            return Place.RUNNABLE;
        }
        return idle.holds(lane) ? Place.IDLE : Place.NONE;
    }

    /** Moves every lane whose moment has come to the lanes that are due. */
    public void advance(long now) {
        while (coming.firstKey() <= now) {
            long due = coming.firstKey();
            L lane = coming.first();
            coming.remove(lane);
            runnable.put(lane, due);
        }
    }

    /** The lane that has been due longest, of those that have come forward. Put it at its new moment after its turn. */
    public L first() {
        return runnable.first();
    }

    /** Reports every lane that is idle and whose gap has passed, so that it can be forgotten. */
    public void forgetIdle(long now, Consumer<L> forget) {
        while (idle.firstKey() <= now) {
            L lane = idle.first();
            idle.remove(lane);
            forget.accept(lane);
        }
    }

    /** The number of lanes that could go now if there were capacity. */
    public int runnable() {
        return runnable.size();
    }

    /** Since when the lane has been due that has been due longest; {@link Pace#FAR} when none is. */
    public long firstDue() {
        return runnable.firstKey();
    }

    /** When the next lane comes forward, {@link Pace#FAR} when none will by itself. */
    public long alarm() {
        return coming.firstKey();
    }
}
