package io.metronome.delivery;

import io.netty.handler.codec.DateFormatter;
import java.time.InstantSource;
import java.util.Date;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rate of a method for one instance, from the headers of an answer. {@code X-RateLimit-Remaining} and
 * {@code X-RateLimit-Replenish-Rate} are real (official Postman collection, saved responses, on 200 and 401 too). Their
 * names are those of a token bucket. {@code Retry-After} has never been seen from GREEN-API, and is obeyed if it comes.
 *
 * @param perSecond requests that become available each second, more than 0; 0 when the answer did not say
 * @param remaining requests that may follow at once, 0 or more; empty when the answer did not say
 * @param afterMillis how long the API wants no other request, up to a day; 0 when the answer did not say
 */
public record RateLimit(double perSecond, OptionalLong remaining, long afterMillis) {
    /** A day, as long as the API's own queue keeps messages. No header may stop an instance for longer. */
    static final double LONGEST_MILLIS = 86_400_000;

    private static final int OK = 200;

    /** @param header a header's value by its name in any case, or null */
    static RateLimit told(int status, Function<String, @Nullable String> header, InstantSource calendar) {
        double rate = number(header.apply("x-ratelimit-replenish-rate"));
        double remaining = number(header.apply("x-ratelimit-remaining"));
        String retryAfter = status == OK ? null : header.apply("retry-after");
        return new RateLimit(
                rate > 0 && rate < Double.POSITIVE_INFINITY ? Math.max(rate, 1_000 / LONGEST_MILLIS) : 0,
                Double.isNaN(remaining) ? OptionalLong.empty() : OptionalLong.of((long) Math.max(remaining, 0)),
                retryAfter == null ? 0 : bounded(retryAfter(retryAfter.strip(), calendar)));
    }

    boolean isTold() {
        return perSecond > 0 || remaining.isPresent() || afterMillis > 0;
    }

    static long bounded(double millis) {
        return millis > 0 ? (long) Math.ceil(Math.min(millis, LONGEST_MILLIS)) : 0;
    }

    /** Milliseconds, from seconds, or a date in one of HTTP's three forms. */
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
