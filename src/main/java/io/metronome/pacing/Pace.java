package io.metronome.pacing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * The pace of one instance: a gap, not a rate. The API counts the delay from the previous departure and lets the next
 * command go at once after a longer idle time, so one number is enough: last departure + delay + typing time. A token
 * bucket would burst after idling. All times are monotonic nanoseconds.
 */
public final class Pace {
    /** Before every moment: no departure is known, and no call has to wait. */
    public static final long NEVER = Long.MIN_VALUE;
    /** After every moment: no call goes until something else happens. */
    public static final long FAR = Long.MAX_VALUE;

    private int delayMillis;
    private boolean known;
    private boolean guessed;
    private long departedAt = NEVER;
    private int typingMillis;

    /** Whether a delay is known: it was read, configured, or replaced by the fallback. */
    public boolean isKnown() {
        return known;
    }

    /** Whether the delay is only the fallback. */
    public boolean isGuessed() {
        return guessed;
    }

    /** {@code delaySendMessagesMilliseconds}; 0 while it is unknown. */
    public int delayMillis() {
        return delayMillis;
    }

    /** The last departure, or {@link #NEVER}. */
    public long departedAt() {
        return departedAt;
    }

    /** The typing time of the last departure, which its gap includes. */
    public int typingMillis() {
        return typingMillis;
    }

    /** The whole gap behind the last departure in milliseconds; 0 while the delay is unknown. */
    public int gapMillis() {
        return isKnown() ? delayMillis + typingMillis : 0;
    }

    /** Sets the delay that was read, or that is configured. */
    public void know(int millis) {
        delayMillis = millis;
        known = true;
        guessed = false;
    }

    /**
     * Sets the fallback, because the delay could not be read. A delay that was known before stays: a guess must not be
     * faster.
     */
    public void fallBackTo(int millis) {
        if (!isKnown()) {
            delayMillis = millis;
            known = true;
            guessed = true;
        }
    }

    /** Notes the departure of a paced call. Departures never move backwards. */
    public void departed(long at, int typing) {
        if (at >= departedAt) {
            departedAt = at;
            typingMillis = typing;
        }
    }

    /** Sets what is known of departures under a former owner. It overrides any assumption. */
    public void restored(long at, int typing) {
        departedAt = at;
        typingMillis = typing;
    }

    /**
     * The earliest next departure. The first call of an instance may go while its delay is unknown. The second waits
     * until the delay was read, or could not be read.
     */
    public long earliest() {
        if (departedAt == NEVER) {
            return NEVER;
        }
        return isKnown() ? departedAt + MILLISECONDS.toNanos(gapMillis()) : FAR;
    }
}
