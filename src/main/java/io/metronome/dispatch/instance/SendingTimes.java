package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.Priority;
import io.metronome.command.SendingHours;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Entry;
import io.metronome.pacing.OpenTime;
import io.metronome.pacing.Pace;

/**
 * When the instance of a lane may be called, by the calendar: within its hours, and on days whose cap is not reached. The
 * moments at which that changes are worked out when one of them has come, and not for each decision. On the dispatcher's
 * thread only.
 */
final class SendingTimes {
    /* The two clocks differ by less than that from look to look. A greater difference is a step, which is followed. */
    private static final long STEP_NANOS = MILLISECONDS.toNanos(20);

    /** A calendar that was set back by so little, or another worker's that is so far behind, may be on the day before. */
    static final long SET_BACK_MILLIS = HOURS.toMillis(1);

    private static final OpenTime UNKNOWN = new OpenTime(0, 0);

    private final PaceRules rules;
    private final CallsOfDay calls;
    private OpenTime current = UNKNOWN;
    private OpenTime next = UNKNOWN;
    private long workedOutAt = Long.MAX_VALUE;
    private OpenTime day = UNKNOWN;
    private long today;
    private long opensTomorrow;
    private long calendarAhead;

    SendingTimes(PaceRules rules, CallsOfDay calls, Time time) {
        this.rules = rules;
        this.calls = calls;
        look(time);
    }

    /** Looks at the calendar. To be called before the lane is asked for its next command. */
    void look(Time time) {
        long nowMillis = time.millis();
        long now = time.nanos();
        SendingHours hours = rules.hours();
        if (hours != null && (nowMillis >= current.to() || nowMillis < workedOutAt)) {
            current = OpenTime.atOrAfter(hours, nowMillis);
            next = current.to() == Long.MAX_VALUE ? current : OpenTime.atOrAfter(hours, current.to());
            workedOutAt = nowMillis;
        }
        DailyCap cap = rules.cap();
        if (cap != null && !day.contains(nowMillis)) {
            begin(cap, cap.day(nowMillis), nowMillis);
        }
        long ahead = MILLISECONDS.toNanos(nowMillis) - now;
        if (Math.abs(ahead - calendarAhead) > STEP_NANOS || isTooEarly(current.from(), nowMillis, now)) {
            calendarAhead = ahead;
        } else if (isTooEarly(day.to(), nowMillis, now) || isTooEarly(opensTomorrow, nowMillis, now)) {
            calendarAhead = ahead;
        }
    }

    /* An alarm has rung before its moment by the calendar. */
    private boolean isTooEarly(long millis, long nowMillis, long now) {
        return nowMillis < millis && now >= nanos(millis);
    }

    private void begin(DailyCap cap, long epochDay, long nowMillis) {
        day = new OpenTime(nowMillis, cap.begins(epochDay + 1));
        today = epochDay;
        boolean isSetBackFar = calls.day() > epochDay + 1 || day.to() - nowMillis > SET_BACK_MILLIS;
        if (calls.day() > epochDay && isSetBackFar) {
            calls.redate(epochDay);
        }
        SendingHours hours = rules.hours();
        opensTomorrow =
                hours == null ? day.to() : OpenTime.atOrAfter(hours, day.to()).from();
    }

    /**
     * The moment before which that command is not called, monotonic nanoseconds.
     *
     * @param ready when it could be called otherwise: that may be in the next time of sending
     */
    long opensAt(Entry pending, long ready) {
        long opens = Pace.NEVER;
        SendingHours hours = rules.hours();
        if (hours != null && hours.hold(pending.priority())) {
            opens = nanos(ready < nanos(current.to()) ? current.from() : next.from());
        }
        return isFull(pending) ? Math.max(opens, nanos(opensTomorrow)) : opens;
    }

    /**
     * Whether the day has no room for that command. Once a call of the next day is counted, no more are made on this one:
     * it is announced a little before that day, or the calendar was set back.
     */
    boolean isFull(Entry pending) {
        DailyCap cap = rules.cap();
        return cap != null
                && pending.priority() != Priority.HIGH
                && (calls.day() > today || calls.isFull(cap, today, pending.offset()));
    }

    /** Whether that is a moment, in monotonic nanoseconds, at which hours or a day begin. */
    boolean isOpening(long at) {
        return at == nanos(current.from()) || at == nanos(next.from()) || at == nanos(opensTomorrow);
    }

    /** The request of a call that has its turn now must be written before that moment, milliseconds since the epoch. */
    long closesAt(Entry pending) {
        SendingHours hours = rules.hours();
        long hoursEnd = hours != null && hours.hold(pending.priority()) ? current.to() : Long.MAX_VALUE;
        return rules.cap() == null ? hoursEnd : Math.min(hoursEnd, day.to());
    }

    /** The day of the cap on which a call at that moment counts, monotonic nanoseconds: days since 1970-01-01. */
    long dayOf(long at) {
        return at < nanos(day.to()) ? today : today + 1;
    }

    /**
     * The calls of a day are forgotten no earlier than at that moment, monotonic nanoseconds: the next owner's calendar may
     * still be on that day.
     */
    long keptUntil() {
        DailyCap cap = rules.cap();
        return cap == null || calls.on(calls.day()) == 0
                ? Pace.NEVER
                : nanos(cap.begins(calls.day() + 1) + SET_BACK_MILLIS);
    }

    /** Whether the hours let paced calls be made now. */
    boolean isOpen(long nowMillis) {
        return rules.hours() == null || current.contains(nowMillis);
    }

    /** When the hours end, if it is within them, or else begin; milliseconds since the epoch. */
    long changesAt(long nowMillis) {
        return current.contains(nowMillis) ? current.to() : current.from();
    }

    private long nanos(long millis) {
        return millis == Long.MAX_VALUE ? Pace.FAR : MILLISECONDS.toNanos(millis) - calendarAhead;
    }
}
