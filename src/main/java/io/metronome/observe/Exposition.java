package io.metronome.observe;

import org.jspecify.annotations.Nullable;

/** The two formats of metrics that scrapers read. */
final class Exposition {
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private Exposition() {}

    /** The content type of the answer: OpenMetrics where the request accepts it, as that of Prometheus does. */
    static String accepted(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
    }
}
