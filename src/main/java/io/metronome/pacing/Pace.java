package io.metronome.pacing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * The pace of one instance: a gap, not a rate. The API counts the delay from the previous departure and lets the next
 * command go at once after a longer idle time, so one number is enough: last departure + delay + typing time. A token
 * bucket would burst after idling. All times are monotonic nanoseconds.
 */
public final class Pace {
    /** Before every moment: no departure is known, nothing has to be waited for. */
    public static final long NEVER = Long.MIN_VALUE;
    /** After every moment: nothing goes until something else happens. */
    public static final long FAR = Long.MAX_VALUE;

    private static final int UNKNOWN = -1;

    private int delayMillis = UNKNOWN;
    private boolean guessed;
    private long departedAt = NEVER;
    private int typingMillis;

    /** Whether a delay is known, be it read, configured or, for want of those, the fallback. */
    public boolean isKnown() {
        return delayMillis != UNKNOWN;
    }

    /** Whether the delay is only the fallback. */
    public boolean isGuessed() {
        return guessed;
    }

    /** {@code delaySendMessagesMilliseconds}; -1 while it is unknown. */
    public int delayMillis() {
        return delayMillis;
    }

    /** The last departure, or {@link #NEVER}. */
    public long departedAt() {
        return departedAt;
    }

    /** The typing time of the last departure, which the gap behind it includes. */
    public int typingMillis() {
        return typingMillis;
    }

    /** The whole gap behind the last departure in milliseconds; 0 while the delay is unknown. */
    public int gapMillis() {
        return isKnown() ? delayMillis + typingMillis : 0;
    }

    /** The delay was read, or stands in the configuration. */
    public void know(int millis) {
        delayMillis = millis;
        guessed = false;
    }

    /** The delay could not be read. What was known before is kept: a guess must not outrun it. */
    public void fallBackTo(int millis) {
        if (!isKnown()) {
            delayMillis = millis;
            guessed = true;
        }
    }

    /** A paced call left. Departures never move backwards. */
    public void departed(long at, int typing) {
        if (at >= departedAt) {
            departedAt = at;
            typingMillis = typing;
        }
    }

    /** What is known of departures under a former owner; overrides any assumption. */
    public void restored(long at, int typing) {
        departedAt = at;
        typingMillis = typing;
    }

    /**
     * The earliest next departure. The first call of an instance may go while its delay is still unknown; the second
     * waits until it was read or could not be.
     */
    public long earliest() {
        if (departedAt == NEVER) {
            return NEVER;
        }
        return isKnown() ? departedAt + MILLISECONDS.toNanos(gapMillis()) : FAR;
    }
}
