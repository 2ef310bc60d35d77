package io.metronome.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Meters of the connections at the worker's own port. */
record ConnectionMeters(ConnectionLimits connections) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("metronome.http.connections", connections, ConnectionLimits::open)
                .description("Open connections at the port of the pages")
                .strongReference(true)
                .register(registry);
        FunctionCounter.builder("metronome.http.connections.turned.away", connections, ConnectionLimits::turnedAway)
                .description("Connections that lost their place to a newer one, or found none")
                .register(registry);
    }
}
