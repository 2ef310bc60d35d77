package io.metronome.delivery;

import java.time.InstantSource;

/** The wait that a 429 asks for: {@code Retry-After}, else the time in which one request becomes available. */
final class Throttle {
    /** Users report 429 at an honest one request a second (green-api/issues #771). */
    private static final double MARGIN = 1.2;

    private static final long DEFAULT_MILLIS = 1_000;

    private Throttle() {}

    static long millis(ApiResponse heard, InstantSource calendar) {
        RateLimit limit = RateLimit.told(heard.status(), heard::header, calendar);
        if (limit.afterMillis() > 0) {
            return limit.afterMillis();
        }
        double interval = limit.perSecond() > 0 ? 1_000 / limit.perSecond() : DEFAULT_MILLIS;
        return RateLimit.bounded(MARGIN * interval);
    }
}
