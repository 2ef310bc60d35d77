package io.metronome.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.BooleanSupplier;

/**
 * Whether the control topic is read, and what of it cannot be obeyed.
 *
 * @param ignored records that say nothing that can be obeyed, since the start; held weakly, so its owner must keep it
 * @param good whether the topic could be read at the last try
 */
public record ControlMeters(Number ignored, BooleanSupplier good) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("metronome.control.ignored", ignored, Number::doubleValue)
                .description("Control records that cannot be obeyed; the log says which and why")
                .register(registry);
        Gauge.builder("metronome.control.good", good, it -> it.getAsBoolean() ? 1 : 0)
                .description("1 while the control topic is read, 0 while it cannot be read")
                .strongReference(true)
                .register(registry);
    }
}
