package io.metronome.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges of configured limits, so that a dashboard can show a value together with its limit.
 *
 * @param pendingBytes the heap for waiting commands
 * @param spillBytes the disk for bodies of commands that wait long
 * @param inFlight how many calls may be under way
 */
public record LimitMeters(long pendingBytes, long spillBytes, int inFlight) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("metronome.pending.limit.bytes", () -> pendingBytes)
                .description("Heap that pending commands may cost: intake.max-pending-bytes")
                .register(registry);
        Gauge.builder("metronome.spill.limit.bytes", () -> spillBytes)
                .description("Disk that bodies of waiting commands may take: spill.max-bytes")
                .register(registry);
        Gauge.builder("metronome.in.flight.limit", () -> inFlight)
                .description("Calls that may be on their way at once: delivery.max-in-flight")
                .register(registry);
    }
}
