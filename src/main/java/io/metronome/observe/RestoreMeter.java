package io.metronome.observe;

import io.metronome.ledger.RestoreProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The gauge of how many ledger records restores have to read yet. */
public record RestoreMeter(RestoreProgress progress) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("metronome.restore.remaining.records", progress::remaining)
                .description("Ledger records that restores under way have to read yet")
                .register(registry);
    }
}
