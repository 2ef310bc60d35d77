package io.metronome.pacing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one priority. Withdrawn commands are ignored when they come to its head. The head may wait for days, so
 * they are removed as soon as they are more than a part of the queue.
 *
 * @param <E> the commands
 */
final class WaitingQueue<E extends Entry> {
    private static final int FEW = 16;
    private static final int LIVE_FOR_WITHDRAWN = 8;

    private final ArrayDeque<E> entries = new ArrayDeque<>(2);
    private final ExpiryCounts expiries = new ExpiryCounts();
    private int unpaced;
    private int withdrawn;

    void withdrawn(E entry) {
        forget(entry);
        if (++withdrawn > FEW && withdrawn > entries.size() / LIVE_FOR_WITHDRAWN) {
            entries.removeIf(Entry::isWithdrawn);
            withdrawn = 0;
        }
    }

    /** How many paced commands do not expire before that moment, not counted beyond {@code most}. */
    int lasting(long expiresAt, int most) {
        return expiries.from(expiresAt, most);
    }

    /** Whether one of them is not paced. */
    boolean hasUnpaced() {
        return unpaced > 0;
    }

    void add(E entry) {
        entries.addLast(entry);
        count(entry);
    }

    void putFirst(E entry) {
        entries.addFirst(entry);
        count(entry);
    }

    void remove() {
        forget(entries.removeFirst());
    }

    private void count(E entry) {
        if (entry.method().paced()) {
            expiries.add(entry.expiresAt());
        } else {
            unpaced++;
        }
    }

    void forget(E entry) {
        if (entry.method().paced()) {
            expiries.remove(entry.expiresAt());
        } else {
            unpaced--;
        }
    }

    /** How many wait. */
    int size() {
        return entries.size() - withdrawn;
    }

    /** All entries, withdrawn ones included. */
    List<E> copy() {
        return new ArrayList<>(entries);
    }

    void collect(List<E> all) {
        entries.stream().filter(entry -> !entry.isWithdrawn()).forEach(all::add);
    }

    @Nullable
    E head() {
        E head = entries.peekFirst();
        while (head != null && head.isWithdrawn()) {
            withdrawn--;
            entries.removeFirst();
            head = entries.peekFirst();
        }
        return head;
    }
}
