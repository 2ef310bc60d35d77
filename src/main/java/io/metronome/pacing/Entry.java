package io.metronome.pacing;

import io.metronome.command.Method;
import io.metronome.command.Priority;

/**
 * A waiting command as its lane sees it: a few dozen bytes, without the body. Touched on the dispatcher's thread only.
 */
public abstract class Entry {
    private final long offset;
    private final Method method;
    private final byte priority;
    private int typingMillis;
    private long eligibleAt = Pace.NEVER;
    private boolean withdrawn;

    protected Entry(long offset, Method method, Priority priority, int typingMillis) {
        this.offset = offset;
        this.method = method;
        this.priority = (byte) priority.rank();
        this.typingMillis = typingMillis;
    }

    /** The command's offset in the partition that it was read from. */
    public final long offset() {
        return offset;
    }

    public final Method method() {
        return method;
    }

    public final Priority priority() {
        return Priority.of(priority);
    }

    /** The time that the command adds to the gap behind it, in milliseconds. */
    public final int typingMillis() {
        return typingMillis;
    }

    /** Sets the typing time when the body is checked later than the rest. */
    public final void typingMillis(int millis) {
        typingMillis = millis;
    }

    /** Milliseconds since the epoch, {@link Long#MAX_VALUE} when the command does not expire. */
    public long expiresAt() {
        return Long.MAX_VALUE;
    }

    /** When the command joined the lane, monotonic nanoseconds. */
    public final long eligibleAt() {
        return eligibleAt;
    }

    final void eligible(long now) {
        eligibleAt = now;
    }

    /** The earliest next try, monotonic nanoseconds; {@link Pace#NEVER} when the command was not tried yet. */
    public long retryAt() {
        return Pace.NEVER;
    }

    /** Whether the command ended while it waited. Its lane then ignores it. */
    final boolean isWithdrawn() {
        return withdrawn;
    }

    final void withdraw() {
        withdrawn = true;
    }
}
