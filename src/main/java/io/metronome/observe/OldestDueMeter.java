package io.metronome.observe;

import io.metronome.dispatch.loop.Gauges;
import io.metronome.pacing.Pace;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The gauge of how long the most overdue command has been due, in seconds. Its age is computed at each scrape, on the
 * scraping thread, so it grows while the dispatcher has nothing to do.
 *
 * @param now monotonic nanoseconds of the dispatcher's clock
 */
public record OldestDueMeter(Gauges gauges, LongSupplier now) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("metronome.oldest.due.seconds", this::age)
                .description("How long the command that has been due longest only lacks capacity; 0 when none does")
                .register(registry);
    }

    private double age() {
        long due = gauges.oldestDueNanos();
        return due == Pace.FAR ? 0 : Math.max(0, now.getAsLong() - due) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
