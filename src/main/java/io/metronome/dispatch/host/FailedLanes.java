package io.metronome.dispatch.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The lanes whose calls to a host failed lately. A host whose failures are those of one or two instances is paused for
 * these only: the host works, and their own servers behind it may not.
 *
 * @param <L> the lanes
 */
final class FailedLanes<L> {
    /** So many lanes fail only if the host does. */
    static final int ALL = 3;

    private final int window;
    private final Deque<Optional<L>> last = new ArrayDeque<>();
    private final Set<L> paused = new LinkedHashSet<>();
    private final Set<L> others = new LinkedHashSet<>();

    /** @param window the last calls that count */
    FailedLanes(int window) {
        this.window = window;
    }

    /** A call was answered by the host. */
    void answered() {
        add(Optional.empty());
    }

    /** A call of the lane met no host that works. */
    void failed(L lane) {
        add(Optional.of(lane));
    }

    private void add(Optional<L> failure) {
        last.addLast(failure);
        if (last.size() > window) {
            last.removeFirst();
        }
    }

    /** The host is paused for the lanes that failed lately. */
    void pause() {
        last.forEach(failure -> failure.ifPresent(paused::add));
        others.removeAll(paused);
    }

    /** While the host is paused for some lanes, a call of another lane failed as well, or was answered. */
    void other(L lane, boolean failed) {
        if (failed) {
            others.add(lane);
        } else {
            others.remove(lane);
        }
    }

    /** The host works again. */
    void clear() {
        last.clear();
        paused.clear();
        others.clear();
    }

    /** Whether the host is paused for all lanes. */
    boolean isAll() {
        return size() >= ALL;
    }

    /** Whether the host is paused for that lane, among others. */
    boolean has(L lane) {
        return isAll() || paused.contains(lane);
    }

    /** How many of the paused lanes are of that kind. */
    int count(Predicate<L> kind) {
        return (int) paused.stream().filter(kind).count();
    }

    /** The lanes whose calls failed. */
    int size() {
        return paused.size() + others.size();
    }
}
