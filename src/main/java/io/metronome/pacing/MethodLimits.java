package io.metronome.pacing;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Method;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How often one instance may call each method: by the catalogue, until the API's headers name its own rate. Kept as a
 * gap with a margin, not as a bucket. Times are monotonic nanoseconds. A method takes no memory until it is called, and
 * little until the API's rate differs from the catalogue's.
 */
final class MethodLimits {
    /** Users report 429 at an honest one request a second (green-api/issues #771). */
    private static final double MARGIN = 1.2;

    private static final long[] NONE = {};
    private static final double[] NOTHING = {};

    private long[] readyAt = NONE;
    private double[] told = NOTHING;

    /** The moment before which the method must not be called; {@link Pace#NEVER} when it may be called at any time. */
    long readyAt(Method method) {
        return method.index() < readyAt.length ? readyAt[method.index()] : Pace.NEVER;
    }

    /** The latest moment that any method waits for. */
    long latest() {
        long latest = Pace.NEVER;
        for (long moment : readyAt) {
            latest = Math.max(latest, moment);
        }
        return latest;
    }

    /** Stops the method until that moment, whatever its rate. */
    void stop(Method method, long until) {
        if (readyAt.length <= method.index()) {
            int known = readyAt.length;
            readyAt = Arrays.copyOf(readyAt, method.index() + 1);
            Arrays.fill(readyAt, known, readyAt.length, Pace.NEVER);
        }
        readyAt[method.index()] = Math.max(readyAt[method.index()], until);
    }

    /** A request was written at that moment. */
    void called(Method method, long at) {
        stop(method, at + interval(method));
    }

    /**
     * Notes the API's rate.
     *
     * @param perSecond requests that become available each second; 0 when the answer did not say
     * @param remaining requests that may follow at once; empty when the answer did not say
     * @param now when the answer came. A request that is not available now becomes available from then at the latest
     */
    void told(Method method, double perSecond, OptionalLong remaining, long now) {
        if (perSecond > 0 && perSecond != rate(method)) {
            told = told.length > method.index() ? told : Arrays.copyOf(told, method.index() + 1);
            told[method.index()] = perSecond;
        }
        boolean mayBeUsedUp = remaining.isPresent() ? remaining.getAsLong() == 0 : perSecond > 0;
        if (mayBeUsedUp) {
            stop(method, now + interval(method));
        }
    }

    private long interval(Method method) {
        return (long) (MARGIN * SECONDS.toNanos(1) / rate(method));
    }

    private double rate(Method method) {
        boolean known = method.index() < told.length && told[method.index()] > 0;
        return known ? told[method.index()] : method.perSecond();
    }
}
