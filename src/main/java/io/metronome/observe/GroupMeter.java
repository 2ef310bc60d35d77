package io.metronome.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.BooleanSupplier;

/**
 * The gauge of the worker's place in its consumer group. A worker without one does nothing, and it has one only after
 * Kafka answered at its start.
 *
 * @param joined read at each scrape, on the scraping thread
 */
public record GroupMeter(BooleanSupplier joined) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("metronome.group.member", () -> joined.getAsBoolean() ? 1 : 0)
                .description(
                        "1 while the worker is in its consumer group; 0 also while it waits for Kafka at its start")
                .register(registry);
    }
}
