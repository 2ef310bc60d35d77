package io.metronome.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntToLongFunction;

/** The restores that wait: the one with the smallest ledger goes first, of equals the one that came first. */
final class RestoreOrder {
    private static final long NOT_ASKED = -1;

    private final Queue<WaitingRestore> added = new ConcurrentLinkedQueue<>();
    private final List<WaitingRestore> waiting = new ArrayList<>();

    private record WaitingRestore(int partition, Runnable restore, long size) {}

    /** One more restore waits. Any thread. */
    void add(int partition, Runnable restore) {
        added.add(new WaitingRestore(partition, restore, NOT_ASKED));
    }

    /**
     * Takes the next one. Somebody has to wait. One thread.
     *
     * @param size asked once for each partition, and only where several wait
     */
    Runnable next(IntToLongFunction size) {
        for (WaitingRestore each = added.poll(); each != null; each = added.poll()) {
            waiting.add(each);
        }
        if (waiting.size() > 1) {
            waiting.replaceAll(each -> each.size() == NOT_ASKED
                    ? new WaitingRestore(each.partition(), each.restore(), size.applyAsLong(each.partition()))
                    : each);
        }
        WaitingRestore next = waiting.stream()
                .min(Comparator.comparingLong(WaitingRestore::size))
                .orElseThrow();
        waiting.remove(next);
        return next.restore();
    }
}
