package io.metronome.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Gauges of the instances file. They are read at each scrape, on the scraping thread.
 *
 * @param configured how many instances there are
 * @param good whether the last look at the file found no mistake, and no loss that does not count yet
 */
public record InstancesFileMeters(IntSupplier configured, BooleanSupplier good) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("metronome.instances.configured", configured::getAsInt)
                .description("Instances that the worker knows from the instances file")
                .register(registry);
        Gauge.builder("metronome.instances.file.good", () -> good.getAsBoolean() ? 1 : 0)
                .description("1 while the instances file counts as it is; 0: broken, gone, or it lost instances")
                .register(registry);
    }
}
