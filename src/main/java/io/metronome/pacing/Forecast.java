package io.metronome.pacing;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.Priority;
import io.metronome.command.SendingHours;
import org.jspecify.annotations.Nullable;

/**
 * Foretells when the commands of a queue are called: one after the other, with the gaps between them, within the
 * instance's hours and its daily cap. Pure. Moments are milliseconds since the epoch.
 */
public final class Forecast {
    private final @Nullable SendingHours hours;
    private final @Nullable DailyCap cap;
    private final long start;
    private long ready;
    private OpenTime open = new OpenTime(0, 0);
    private OpenTime day = new OpenTime(0, 0);
    private long epochDay;
    private int calls;

    /**
     * A forecast that begins at that moment.
     *
     * @param start when the first command may be called, as far as its pace goes
     * @param calls so many count on the day of that moment
     */
    public Forecast(PaceRules rules, long start, int calls) {
        this.hours = rules.hours();
        this.cap = rules.cap();
        this.start = start;
        this.ready = start;
        look(start);
        this.calls = calls;
    }

    /** When a command of that priority is called, if it is the next. */
    public long turn(Priority priority) {
        DailyCap counting = cap;
        long at = within(ready, priority);
        look(at);
        if (counting != null && priority != Priority.HIGH && calls >= counting.limit(epochDay)) {
            ready = day.to();
            at = within(ready, priority);
            look(at);
        }
        return at;
    }

    private long within(long at, Priority priority) {
        SendingHours binding = hours;
        if (binding == null || !binding.hold(priority)) {
            return at;
        }
        if (at >= open.to()) {
            open = OpenTime.atOrAfter(binding, at);
        }
        return Math.max(at, open.from());
    }

    private void look(long at) {
        DailyCap counting = cap;
        if (counting != null && !day.contains(at)) {
            epochDay = counting.day(at);
            day = new OpenTime(counting.begins(epochDay), counting.begins(epochDay + 1));
            calls = 0;
        }
    }

    /** The next command is a paced one of that priority, and leaves that gap behind it. */
    public void called(Priority priority, int gapMillis) {
        ready = turn(priority) + gapMillis;
        calls++;
    }

    /** When the pace allows the next call. */
    public long ready() {
        return ready;
    }

    /** When the first command may be called. */
    public long start() {
        return start;
    }
}
