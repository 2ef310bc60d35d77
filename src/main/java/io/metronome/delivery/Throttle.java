package io.metronome.delivery;

import io.netty.handler.codec.DateFormatter;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * When a 429 wants to hear again. {@code Retry-After} has never been seen from GREEN-API and is honoured where it comes;
 * {@code X-RateLimit-Replenish-Rate} is real (official Postman collection, saved responses).
 */
final class Throttle {
    private static final long DEFAULT_MILLIS = 1_000;

    /** A day: what the API's own queue keeps. No header may stop an instance for longer. */
    private static final double LONGEST_MILLIS = 86_400_000;

    private Throttle() {}

    static long millis(Heard heard, InstantSource calendar) {
        String retryAfter = heard.header("retry-after");
        double millis = retryAfter == null ? 0 : retryAfter(retryAfter.strip(), calendar);
        if (!(millis > 0)) {
            double perSecond = number(heard.header("x-ratelimit-replenish-rate"));
            millis = perSecond > 0 ? 1_000 / perSecond : DEFAULT_MILLIS;
        }
        return (long) Math.ceil(Math.min(millis, LONGEST_MILLIS));
    }

    private static double retryAfter(String value, InstantSource calendar) {
        double seconds = number(value);
        if (!Double.isNaN(seconds)) {
            return seconds * 1_000;
        }
        Date date = value.isEmpty() ? null : DateFormatter.parseHttpDate(value);
        return date == null ? 0 : date.toInstant().toEpochMilli() - calendar.millis();
    }

    private static double number(@Nullable String value) {
        try {
            return value == null ? Double.NaN : Double.parseDouble(value);
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }
}
