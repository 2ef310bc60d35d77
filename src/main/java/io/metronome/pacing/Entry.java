package io.metronome.pacing;

import io.metronome.command.Method;
import io.metronome.command.Priority;

/**
 * What a lane knows of a waiting command: a few dozen bytes. Its body lives elsewhere. Touched on the dispatcher's
 * thread only.
 */
public abstract class Entry {
    private final long offset;
    private final Method method;
    private final Priority priority;
    private int typingMillis;
    private long eligibleAt = Pace.NEVER;
    private long retryAt = Pace.NEVER;
    private boolean withdrawn;

    protected Entry(long offset, Method method, Priority priority, int typingMillis) {
        this.offset = offset;
        this.method = method;
        this.priority = priority;
        this.typingMillis = typingMillis;
    }

    /** Its offset in the partition it was read from. */
    public final long offset() {
        return offset;
    }

    public final Method method() {
        return method;
    }

    public final Priority priority() {
        return priority;
    }

    /** What it adds to the gap behind it, in milliseconds. */
    public final int typingMillis() {
        return typingMillis;
    }

    /** The body that says so was checked later than the rest. */
    public final void typingMillis(int millis) {
        typingMillis = millis;
    }

    /** When it took its place in the lane, monotonic nanoseconds. */
    public final long eligibleAt() {
        return eligibleAt;
    }

    final void eligible(long now) {
        eligibleAt = now;
    }

    /** Not to be tried before this moment, monotonic nanoseconds; {@link Pace#NEVER} when it was not tried yet. */
    public final long retryAt() {
        return retryAt;
    }

    /** Puts off the next try. */
    public final void retryAt(long nanos) {
        retryAt = nanos;
    }

    /** Ended while it waited; its lane passes it over. */
    final boolean isWithdrawn() {
        return withdrawn;
    }

    final void withdraw() {
        withdrawn = true;
    }
}
