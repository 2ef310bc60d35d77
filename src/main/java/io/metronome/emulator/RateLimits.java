package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The request limits of one instance: a token bucket for each method, with a burst as large as its rate (the headers
 * are those of Spring Cloud Gateway's limiter). Credit is counted in nanoseconds, so that rounding loses no call.
 */
final class RateLimits {
    private static final long SECOND = 1_000_000_000L;

    private final Messenger messenger;
    private final Map<ApiMethod, Bucket> buckets = new HashMap<>();

    /** The limits of an instance of that messenger. */
    RateLimits(Messenger messenger) {
        this.messenger = messenger;
    }

    /** Takes one request, and returns how many are left; empty if there was none to take. */
    OptionalInt take(ApiMethod method, long nanos) {
        long price = SECOND / method.perSecond(messenger);
        Bucket bucket = buckets.computeIfAbsent(method, any -> new Bucket(nanos));
        bucket.credit = Math.min(SECOND, bucket.credit + Math.max(0, nanos - bucket.at));
        bucket.at = nanos;
        if (bucket.credit < price) {
            return OptionalInt.empty();
        }
        bucket.credit -= price;
        return OptionalInt.of((int) (bucket.credit / price));
    }

    private static final class Bucket {
        private long credit = SECOND;
        private long at;

        Bucket(long at) {
            this.at = at;
        }
    }
}
