package io.metronome.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/** The restores that wait: the one with the smallest ledger goes first, of equals the one that came first. Any thread. */
final class RestoreOrder {
    /* It goes last while others are known. */
    private static final long NOT_ASKED = Long.MAX_VALUE;

    private final List<WaitingRestore> waiting = new ArrayList<>();

    private static final class WaitingRestore {
        final RestoreReader.RestoreTask task;
        volatile long size = NOT_ASKED;

        WaitingRestore(RestoreReader.RestoreTask task) {
            this.task = task;
        }

        long size() {
            return size;
        }
    }

    /** One more restore waits. */
    synchronized void add(RestoreReader.RestoreTask task) {
        waiting.add(new WaitingRestore(task));
    }

    /**
     * Takes the next one, if any waits.
     *
     * @param size asked for each partition, and only where several wait. It may take long: nobody else waits for it
     */
    Optional<RestoreReader.RestoreTask> next(IntToLongFunction size) {
        for (WaitingRestore each : unknown()) {
            each.size = size.applyAsLong(each.task.partition());
        }
        return smallest();
    }

    private synchronized List<WaitingRestore> unknown() {
        return waiting.size() == 1
                ? List.of()
                : waiting.stream().filter(each -> each.size == NOT_ASKED).toList();
    }

    private synchronized Optional<RestoreReader.RestoreTask> smallest() {
        Optional<WaitingRestore> next = waiting.stream().min(Comparator.comparingLong(WaitingRestore::size));
        next.ifPresent(waiting::remove);
        return next.map(one -> one.task);
    }
}
