package io.metronome.worker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long this machine kept a thread waiting that had something to do, at the worst. What the API saw can be no more
 * exact than this: worker, broker and API share one process here.
 */
final class Stalls implements AutoCloseable {
    private static final long PERIOD_MILLIS = 5;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stalls").daemon().factory());
    private final AtomicLong worst = new AtomicLong();
    private long last = System.nanoTime();

    Stalls() {
        clock.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, MILLISECONDS);
    }

    /** The worst so far. */
    Duration worst() {
        return Duration.ofNanos(worst.get());
    }

    private void look() {
        long now = System.nanoTime();
        worst.accumulateAndGet(now - last - MILLISECONDS.toNanos(PERIOD_MILLIS), Math::max);
        last = now;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
