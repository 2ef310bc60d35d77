package io.metronome.delivery;

import java.time.Duration;

/**
 * Decides how often a failed call is tried again, and after what wait.
 *
 * @param maxAttempts calls in all, 1 or more
 * @param firstBackoff the wait after the first failure, more than 0
 * @param maxBackoff the ceiling of every wait, not below the first
 */
public record RetryPolicy(int maxAttempts, Duration firstBackoff, Duration maxBackoff) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be 1 or more, not " + maxAttempts);
        }
        if (firstBackoff.toMillis() < 1 || maxBackoff.compareTo(firstBackoff) < 0) {
            throw new IllegalArgumentException(
                    "firstBackoff must be 1 ms or more and not above maxBackoff: " + firstBackoff + ", " + maxBackoff);
        }
    }

    /** Whether another call is allowed after that many attempts. */
    public boolean allowsAnother(int attempts) {
        return attempts < maxAttempts;
    }

    /**
     * The wait after a failed attempt: doubled each time, and never above the ceiling. Jitter adds up to a half, so
     * that calls that failed together do not come back together.
     *
     * @param attempt the number of the failed attempt, 1 or more
     * @param jitter 0 to 1
     */
    public long backoffMillis(int attempt, double jitter) {
        double doubled = firstBackoff.toMillis() * Math.pow(2, attempt - 1.0);
        double stretched = doubled * (1 + Math.clamp(jitter, 0, 1) / 2);
        return (long) Math.min(stretched, (double) maxBackoff.toMillis());
    }

    /**
     * The wait after a 429: never less than the API asks for. Jitter adds up to a half, at most a second, so that
     * instances that were limited together do not come back together.
     *
     * @param askedMillis the wait that the API asks for
     * @param jitter 0 to 1
     */
    public static long throttleMillis(long askedMillis, double jitter) {
        return askedMillis + (long) (Math.min(askedMillis / 2.0, 1_000) * Math.clamp(jitter, 0, 1));
    }
}
