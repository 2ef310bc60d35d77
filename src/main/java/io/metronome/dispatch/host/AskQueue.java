package io.metronome.dispatch.host;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The lanes of one host whose instances' settings are to be read, in their order. On the dispatcher's thread only.
 *
 * @param <L> the lanes
 */
public final class AskQueue<L> {
    private final Deque<L> first = new ArrayDeque<>();
    private final Deque<L> others = new ArrayDeque<>();

    /**
     * The settings of that lane's instance are to be read.
     *
     * @param isFirst before those whose commands can go without it
     */
    public void add(L lane, boolean isFirst) {
        (isFirst ? first : others).addLast(lane);
    }

    public boolean isEmpty() {
        return first.isEmpty() && others.isEmpty();
    }

    /** Takes out the lane whose settings are read next; only when there is one. */
    public L next() {
        return first.isEmpty() ? others.removeFirst() : first.removeFirst();
    }
}
