package io.metronome.dispatch.instance;

import io.metronome.pacing.Pace;

/** The last request for the settings of an instance, and how many failed in a row. On the dispatcher's thread only. */
public final class SettingsRequest {
    private long askedAt = Pace.NEVER;
    private boolean awaited;
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

    void failed() {
        failures++;
    }

    void succeeded() {
        failures = 0;
    }
}
