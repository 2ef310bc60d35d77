package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.SendingHours;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.OpenTime;
import io.metronome.pacing.Pace;

/**
 * When the instance of a lane may be called, by the calendar: its current time of sending, or the next one, and the one
 * behind that. They are worked out when one of them ends, and not for each decision. On the dispatcher's thread only.
 */
final class SendingTimes {
    /* The two clocks differ by less than that from look to look. A greater difference is a step, which is followed. */
    private static final long STEP_NANOS = MILLISECONDS.toNanos(20);

    private final SendingHours hours;
    private OpenTime current = new OpenTime(0, 0);
    private OpenTime next = new OpenTime(0, 0);
    private long workedOutAt = Long.MAX_VALUE;
    private long calendarAhead;

    SendingTimes(SendingHours hours, Time time) {
        this.hours = hours;
        look(time);
    }

    /** Looks at the calendar. To be called before the lane is asked for its next command. */
    void look(Time time) {
        long nowMillis = time.millis();
        long now = time.nanos();
        if (nowMillis >= current.to() || nowMillis < workedOutAt) {
            current = OpenTime.atOrAfter(hours, nowMillis);
            next = current.to() == Long.MAX_VALUE ? current : OpenTime.atOrAfter(hours, current.to());
            workedOutAt = nowMillis;
        }
        long ahead = MILLISECONDS.toNanos(nowMillis) - now;
        boolean isTooEarly = nowMillis < current.from() && now >= nanos(current.from());
        if (isTooEarly || Math.abs(ahead - calendarAhead) > STEP_NANOS) {
            calendarAhead = ahead;
        }
    }

    /** The hours of the instances file. */
    SendingHours hours() {
        return hours;
    }

    /**
     * The moment before which nothing is called, monotonic nanoseconds.
     *
     * @param ready when a call could be made otherwise: that may be in the next time of sending
     */
    long opensAt(long ready) {
        return nanos(ready < nanos(current.to()) ? current.from() : next.from());
    }

    /** Whether a time of sending begins at that moment, monotonic nanoseconds. */
    boolean isOpening(long at) {
        return at == nanos(current.from()) || at == nanos(next.from());
    }

    /** The request of a call that has its turn now must be written before that moment, milliseconds since the epoch. */
    long closesAt() {
        return current.to();
    }

    private long nanos(long millis) {
        return millis == Long.MAX_VALUE ? Pace.FAR : MILLISECONDS.toNanos(millis) - calendarAhead;
    }
}
