package io.metronome.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** {@code metronome_build_info}: the value is always 1, and a label has the version. */
record BuildMeter(String version) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("metronome.build.info", () -> 1)
                .description("The running version")
                .tag("version", version)
                .register(registry);
    }
}
