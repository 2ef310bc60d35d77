package io.metronome.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gauge of the end of the pages' certificate, in seconds since the epoch.
 *
 * @param notAfter read at each scrape; null for plain HTTP, and then the value is NaN
 */
public record CertificateMeter(@Nullable Supplier<Instant> notAfter) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Supplier<Instant> end = notAfter;
        Gauge.builder(
                        "metronome.certificate.expiry.timestamp.seconds",
                        () -> end == null ? Double.NaN : (double) end.get().getEpochSecond())
                .description("When the first certificate of the pages' chain to expire does so; NaN for plain HTTP")
                .register(registry);
    }
}
