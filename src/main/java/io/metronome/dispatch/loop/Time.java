package io.metronome.dispatch.loop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Instant;
import java.time.InstantSource;
import reactor.core.scheduler.Scheduler;

/**
 * The two clocks. The monotonic one is for gaps, leases and delays; the calendar is for {@code notBefore},
 * {@code expiresAt} and what people read. They may step apart. The asking methods are safe on any thread.
 */
public final class Time {
    private static final long STEP_NANOS = MILLISECONDS.toNanos(20);
    private static final long QUICK_NANOS = 100_000;
    private static final int LOOKS = 5;

    private final Scheduler monotonic;
    private final InstantSource calendar;
    private volatile long anchor;

    /**
     * @param monotonic its {@code now(NANOSECONDS)} is the monotonic clock; its milliseconds would be the calendar
     */
    public Time(Scheduler monotonic, InstantSource calendar) {
        this.monotonic = monotonic;
        this.calendar = calendar;
        this.anchor = anchorNow();
    }

    /** Monotonic nanoseconds. */
    public long nanos() {
        return monotonic.now(NANOSECONDS);
    }

    /** Milliseconds since the epoch. */
    public long millis() {
        return calendar.millis();
    }

    /**
     * The calendar's milliseconds at a monotonic moment. One anchor serves all, so that two moments are as far apart
     * on paper as they were in fact.
     */
    public long millisAt(long nanos) {
        return Math.floorDiv(nanos + anchor, MILLISECONDS.toNanos(1));
    }

    /** The monotonic moment at which the calendar shows those milliseconds, as it looks now. */
    public long nanosAt(long millis) {
        return MILLISECONDS.toNanos(millis) - anchor;
    }

    /** Looks whether the calendar was stepped, and follows it. */
    public void follow() {
        long now = anchorNow();
        if (Math.abs(now - anchor) > STEP_NANOS) {
            anchor = now;
        }
    }

    /** By how much the calendar has moved against the monotonic clock since the anchor was set, in nanoseconds. */
    public long disagreement(long sinceAnchor) {
        return Math.abs(anchorNow() - sinceAnchor);
    }

    /**
     * The calendar's nanoseconds less the monotonic ones. A thread that has to wait between reading the two clocks would
     * take its wait for a difference: of a few looks the quickest counts.
     */
    public long anchorNow() {
        long quickest = Long.MAX_VALUE;
        long anchor = 0;
        for (int look = 0; look < LOOKS && quickest > QUICK_NANOS; look++) {
            long before = nanos();
            Instant now = calendar.instant();
            long taken = nanos() - before;
            if (taken < quickest) {
                quickest = taken;
                anchor = SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - before - taken / 2;
            }
        }
        return anchor;
    }
}
