package io.metronome.dispatch.instance;

import io.metronome.pacing.Pace;

/** The last request for the settings of an instance, and how many failed in a row. On the dispatcher's thread only. */
public final class SettingsRequest {
    private long askedAt = Pace.NEVER;
    private boolean awaited;
    private boolean planned;
    private int failures;

    /** When the settings were last asked for, monotonic nanoseconds; {@link Pace#NEVER} when they were not. */
    public long askedAt() {
        return askedAt;
    }

    /** They count as asked for at that moment, monotonic nanoseconds. */
    void askedAt(long nanos) {
        askedAt = nanos;
    }

    /** Whether a request waits for its host or for its answer. */
    boolean isAwaited() {
        return awaited;
    }

    /** Whether a request follows soon, since the last one failed in a way that may pass. */
    boolean isPlanned() {
        return planned;
    }

    /** The moment of the request that was planned has come. */
    void plannedNow() {
        planned = false;
    }

    /** A request waits for its host from now on. */
    void await() {
        awaited = true;
    }

    /** The settings came, or will not. */
    void answered() {
        awaited = false;
    }

    /** How many requests in a row failed in a way that may pass. */
    int failures() {
        return failures;
    }

    /** A request failed in a way that may pass: another one is planned. */
    void failed() {
        planned = true;
        failures++;
    }

    void succeeded() {
        failures = 0;
    }
}
