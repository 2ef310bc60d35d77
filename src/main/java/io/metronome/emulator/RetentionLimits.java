package io.metronome.emulator;

import java.util.concurrent.atomic.AtomicLong;

/** The limits of what is kept, for all instances together: 200,000 calls, 32 MB of bodies, 500,000 hashes of bodies. */
final class RetentionLimits {
    private final AtomicLong calls;
    private final AtomicLong bodyBytes;
    private final AtomicLong hashes;

    RetentionLimits() {
        this(200_000, 32L << 20, 500_000);
    }

    RetentionLimits(long calls, long bodyBytes, long hashes) {
        this.calls = new AtomicLong(calls);
        this.bodyBytes = new AtomicLong(bodyBytes);
        this.hashes = new AtomicLong(hashes);
    }

    boolean call() {
        return take(calls, 1);
    }

    boolean body(int bytes) {
        return bytes <= RecordedCall.BODY_KEPT && take(bodyBytes, bytes);
    }

    void giveBackBody(int bytes) {
        bodyBytes.addAndGet(bytes);
    }

    boolean hash() {
        return take(hashes, 1);
    }

    private static boolean take(AtomicLong left, long amount) {
        if (left.addAndGet(-amount) >= 0) {
            return true;
        }
        left.addAndGet(amount);
        return false;
    }
}
