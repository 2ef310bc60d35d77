package io.metronome.worker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How long this machine kept a thread waiting that had something to do, at the worst. What the API saw can be no more
 * exact than this: worker, broker and API share one process here.
 */
final class Stalls implements AutoCloseable {
    private static final long PERIOD_MILLIS = 5;

    private final Scheduler clock = Schedulers.newSingle("stalls", true);
    private final AtomicLong worst = new AtomicLong();
    private volatile long last = System.nanoTime();

    Stalls() {
        clock.schedule(this::look, PERIOD_MILLIS, MILLISECONDS);
    }

    /** The worst so far. */
    Duration worst() {
        return Duration.ofNanos(worst.get());
    }

    private void look() {
        long now = System.nanoTime();
        worst.accumulateAndGet(now - last - MILLISECONDS.toNanos(PERIOD_MILLIS), Math::max);
        last = now;
        clock.schedule(this::look, PERIOD_MILLIS, MILLISECONDS);
    }

    @Override
    public void close() {
        clock.dispose();
    }
}
