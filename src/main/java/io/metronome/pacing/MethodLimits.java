package io.metronome.pacing;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Method;
import java.util.Arrays;

/**
 * How often one instance may be asked for each method: what the catalogue says until the API tells its own rate. Kept as
 * a gap with a margin, not as a bucket. Times are monotonic nanoseconds. It costs nothing until a method is called, and
 * little until its rate turns out to be another than the catalogue's.
 */
final class MethodLimits {
    /** Users report 429 at an honest one request a second (green-api/issues #771). */
    private static final double MARGIN = 1.2;

    private static final long[] NONE = {};
    private static final double[] NOTHING = {};

    private long[] readyAt = NONE;
    private double[] told = NOTHING;

    /** The method must not be called before that moment; {@link Pace#NEVER} when it may be at any. */
    long readyAt(Method method) {
        return method.index() < readyAt.length ? readyAt[method.index()] : Pace.NEVER;
    }

    /** The latest of all moments that have to be waited for. */
    long latest() {
        long latest = Pace.NEVER;
        for (long moment : readyAt) {
            latest = Math.max(latest, moment);
        }
        return latest;
    }

    /** Not before that moment, whatever the rate. */
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
     * The API told its rate.
     *
     * @param perSecond requests a second that come back; 0 when it was not told
     * @param remaining requests that may follow at once; -1 when it was not told
     * @param now when the answer came: a request that has to come back first comes back from then at the latest
     */
    void told(Method method, double perSecond, long remaining, long now) {
        if (perSecond > 0 && perSecond != rate(method)) {
            told = told.length > method.index() ? told : Arrays.copyOf(told, method.index() + 1);
            told[method.index()] = perSecond;
        }
        if (remaining == 0 || (perSecond > 0 && remaining < 0)) {
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
