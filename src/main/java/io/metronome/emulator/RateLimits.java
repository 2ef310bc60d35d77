package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.util.HashMap;
import java.util.Map;

/**
 * One instance's requests a second, a token bucket for each method with a burst as large as its rate (the headers are
 * those of Spring Cloud Gateway's limiter). Credit is counted in nanoseconds, so no call is lost to rounding.
 */
final class RateLimits {
    private static final long SECOND = 1_000_000_000L;

    private final Messenger messenger;
    private final Map<Endpoint, Bucket> buckets = new HashMap<>();

    /** The limits that a messenger sets its instances. */
    RateLimits(Messenger messenger) {
        this.messenger = messenger;
    }

    /** Takes one request; how many more are left at once, or -1 when there was none to take. */
    int take(Endpoint endpoint, long nanos) {
        long price = SECOND / endpoint.perSecond(messenger);
        Bucket bucket = buckets.computeIfAbsent(endpoint, any -> new Bucket(nanos));
        bucket.credit = Math.min(SECOND, bucket.credit + Math.max(0, nanos - bucket.at));
        bucket.at = nanos;
        if (bucket.credit < price) {
            return -1;
        }
        bucket.credit -= price;
        return (int) (bucket.credit / price);
    }

    private static final class Bucket {
        private long credit = SECOND;
        private long at;

        Bucket(long at) {
            this.at = at;
        }
    }
}
