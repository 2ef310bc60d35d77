package io.metronome.dispatch.instance;

import io.metronome.pacing.Pace;

/**
 * When getSettings was asked for the delay that rules an instance, and whether a setSettings may have changed the delay
 * since. The next owner of the partition relies on a delay that was read lately. On the dispatcher's thread only.
 */
final class DelayReading {
    private long readAt = Pace.NEVER;
    private long doubtedAt = Pace.NEVER;
    private boolean configured;

    /** getSettings showed the delay to a question of that moment, monotonic nanoseconds. */
    void read(long askedAt) {
        readAt = askedAt;
        configured = false;
    }

    /** A setSettings has been called: what was asked before that moment may be out of date. */
    void doubt(long now) {
        doubtedAt = now;
    }

    /** The instances file names the delay. */
    void configured() {
        readAt = Pace.NEVER;
        configured = true;
    }

    /** Whether the instances file names the delay. */
    boolean isConfigured() {
        return configured;
    }

    /** Whether it was read, and no setSettings was called since. */
    boolean isCurrent() {
        return readAt != Pace.NEVER && readAt >= doubtedAt;
    }

    /** Whether a setSettings was called, and it was not read since. */
    boolean isDoubted() {
        return doubtedAt != Pace.NEVER && readAt < doubtedAt;
    }

    /** When it was last asked for with success, monotonic nanoseconds; {@link Pace#NEVER} when it was not. */
    long readAt() {
        return readAt;
    }
}
