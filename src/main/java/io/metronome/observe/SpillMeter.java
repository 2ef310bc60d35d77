package io.metronome.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.LongSupplier;

/**
 * A gauge of the disk that bodies of waiting commands take.
 *
 * @param usedBytes asked on any thread
 */
public record SpillMeter(LongSupplier usedBytes) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("metronome.spill.bytes", usedBytes::getAsLong)
                .description("Disk that bodies of waiting commands take, up to spill.max-bytes")
                .register(registry);
    }
}
