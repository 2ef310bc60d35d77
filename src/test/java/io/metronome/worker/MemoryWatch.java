package io.metronome.worker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Asks workers again and again how much they count against their bound. */
final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final Scheduler clock = Schedulers.newSingle("memory-watch", true);
    private final List<String> urls = new CopyOnWriteArrayList<>();
    private volatile double most;

    MemoryWatch() {
        clock.schedulePeriodically(this::look, PERIOD_MILLIS, PERIOD_MILLIS, MILLISECONDS);
    }

    /** From now on it asks that worker, too. */
    void add(ChildWorker worker) {
        urls.add(worker.url());
    }

    /** The most bytes that a worker has counted so far. */
    double most() {
        return most;
    }

    private void look() {
        for (String url : urls) {
            most = Math.max(most, bytes(url));
        }
    }

    /* A worker that has stopped counts nothing. */
    private static double bytes(String url) {
        try {
            return Metrics.sum(url, "metronome_pending_bytes");
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        clock.dispose();
    }
}
