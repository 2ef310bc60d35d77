package io.metronome.dispatch.host;

import io.metronome.pacing.Heap;
import io.metronome.pacing.Pace;
import java.util.ArrayList;
import java.util.List;

/**
 * The lanes that were due and could not go to their host: for lack of room, or because the host is paused for them.
 *
 * @param <L> the lanes
 */
final class ParkedLanes<L extends Heap.Node> {
    private final Heap<L> lackRoom = new Heap<>();
    private final Heap<L> paused = new Heap<>();

    /** @param dueAt monotonic nanoseconds */
    void park(L lane, long dueAt, boolean isPaused) {
        (isPaused ? paused : lackRoom).put(lane, dueAt);
    }

    /** The lane waits no more. */
    void remove(L lane) {
        lackRoom.remove(lane);
        paused.remove(lane);
    }

    boolean holds(L lane) {
        return lackRoom.holds(lane) || paused.holds(lane);
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return lackRoom.size() + paused.size();
    }

    /** The number of lanes that lack room. */
    int lackRoom() {
        return lackRoom.size();
    }

    /** Since when the first of them is due; {@link Pace#FAR} when there is none. */
    long firstDueThatLacksRoom() {
        return lackRoom.firstKey();
    }

    /** Since when the first lane is due; {@link Pace#FAR} when there is none. */
    long firstDue() {
        return Math.min(lackRoom.firstKey(), paused.firstKey());
    }

    /** Takes out the lanes that may go now, those due longest first; at most so many, and so many for which it is paused. */
    List<L> release(int room, int probes) {
        List<L> free = new ArrayList<>();
        take(paused, Math.min(room, probes), free);
        take(lackRoom, room - free.size(), free);
        return free;
    }

    private void take(Heap<L> from, int most, List<L> into) {
        for (int left = most; left > 0 && from.size() > 0; left--) {
            L lane = from.first();
            from.remove(lane);
            into.add(lane);
        }
    }
}
