package io.metronome.pacing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * The pace of one instance: a gap, not a rate. The API counts the delay from the previous departure and lets the next
 * command go at once after a longer idle time, so one number is enough: last departure + delay + jitter + typing time. A
 * token bucket would burst after idling. All times are monotonic nanoseconds.
 */
public final class Pace {
    /** Before every moment: no departure is known, and no call has to wait. */
    public static final long NEVER = Long.MIN_VALUE;
    /** After every moment: no call goes until something else happens. */
    public static final long FAR = Long.MAX_VALUE;
    /* GREEN-API docs, page SetSettings. */
    private static final int LONGEST_DELAY_MILLIS = 86_400_000;

    private int delayMillis;
    private boolean known;
    private boolean guessed;
    private int formerMillis;
    private long departedAt = NEVER;
    private int typingMillis;
    private int jitterPercent;
    private double drawn;

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
        return isKnown() ? delayMillis + besideDelayMillis() : 0;
    }

    /** The part of the gap behind the last departure that is not the delay, in milliseconds. */
    public int besideDelayMillis() {
        return typingMillis + jitterMillis(drawn);
    }

    /** The jitter of a gap for which that was drawn, in milliseconds; 0 while the delay is unknown. */
    public int jitterMillis(double share) {
        return Jitter.millis(delayMillis, jitterPercent, share);
    }

    /** The longest gap that a departure with so much typing time may leave, in milliseconds, at the known delay. */
    public int longestGapMillis(int typing) {
        return longestGapMillis(delayMillis, typing);
    }

    /** The longest gap that a departure with so much typing time may leave, in milliseconds, at that delay. */
    public int longestGapMillis(int delay, int typing) {
        return delay + Jitter.longestMillis(delay, jitterPercent) + typing;
    }

    /** The range of the jitter in percent of the delay. It counts for the gap behind the last departure, too. */
    public void jitter(int percent) {
        jitterPercent = percent;
    }

    public int jitterPercent() {
        return jitterPercent;
    }

    /** Sets the delay that was read, or that is configured. */
    public void know(int millis) {
        delayMillis = millis;
        known = true;
        guessed = false;
    }

    /**
     * Sets a delay that was known once and may have changed since, or that may come. It does not rule, but no fallback is
     * shorter.
     */
    public void formerly(int millis) {
        formerMillis = Math.max(formerMillis, millis);
    }

    /** A delay that may come: the known one is no shorter from now on, and an unknown one stays unknown. */
    public void atLeast(int millis) {
        if (known) {
            delayMillis = Math.max(delayMillis, millis);
        } else {
            formerly(millis);
        }
    }

    /** The longest delay that was known once, or may come, 0 for none. */
    public int formerMillis() {
        return formerMillis;
    }

    /**
     * Sets the fallback, because the delay could not be read. A delay that is known, or was known once, is longer or
     * stays: a guess must not be faster.
     */
    public void fallBackTo(int millis) {
        if (!isKnown()) {
            delayMillis = Math.max(millis, formerMillis);
            known = true;
            guessed = true;
        }
    }

    /** Assumes a departure: nobody knows which command it was, and the longest jitter follows. */
    public void departed(long at, int typing) {
        departed(at, typing, Jitter.LONGEST);
    }

    /**
     * Notes the departure of a paced call. Departures never move backwards.
     *
     * @param share what was drawn for the gap behind it, 0 up to 1
     */
    public void departed(long at, int typing, double share) {
        if (at >= departedAt) {
            departedAt = at;
            typingMillis = typing;
            drawn = share;
        }
    }

    /**
     * Sets what is known of departures under a former owner. It overrides any assumption.
     *
     * @param beside the typing time, and the jitter where the delay was known
     * @param paced whether the delay was known; otherwise the longest jitter follows
     */
    public void restored(long at, int beside, boolean paced) {
        departedAt = at;
        typingMillis = beside;
        drawn = paced ? 0 : Jitter.LONGEST;
    }

    /**
     * Until when the last departure matters for an instance without commands. Where no delay is known, that is the gap of
     * a delay that was known once, or of the longest one that the API allows.
     */
    long restsUntil() {
        if (departedAt == NEVER || isKnown()) {
            return earliest();
        }
        int millis = formerMillis > 0 ? formerMillis : LONGEST_DELAY_MILLIS;
        return departedAt + MILLISECONDS.toNanos(longestGapMillis(millis, typingMillis));
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
