package io.metronome.dispatch.loop;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Two clocks that can be stepped apart. */
public final class Clocks implements InstantSource {
    public static final long EPOCH = 1_795_000_000_000L;

    public final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private Duration step = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(EPOCH).plusNanos(scheduler.now(NANOSECONDS)).plus(step);
    }

    public void advance(Duration by) {
        scheduler.advanceTimeBy(by);
    }

    public void stepCalendar(Duration by) {
        step = step.plus(by);
    }
}
