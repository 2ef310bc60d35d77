package io.metronome.pacing;

import io.metronome.command.PaceRules;
import io.metronome.command.Priority;
import io.metronome.command.SendingHours;
import org.jspecify.annotations.Nullable;

/**
 * Foretells when the commands of a queue are called: one after the other, with the gaps between them, within the
 * instance's hours. Pure. Moments are milliseconds since the epoch.
 */
public final class Forecast {
    private final @Nullable SendingHours hours;
    private final long start;
    private long ready;
    private OpenTime open = new OpenTime(0, 0);

    /** @param start when the first command may be called, as far as its pace goes */
    public Forecast(PaceRules rules, long start) {
        this.hours = rules.hours();
        this.start = start;
        this.ready = start;
    }

    /** When a command of that priority is called, if it is the next. */
    public long turn(Priority priority) {
        SendingHours binding = hours;
        if (binding == null || !binding.hold(priority)) {
            return ready;
        }
        if (ready >= open.to()) {
            open = OpenTime.atOrAfter(binding, ready);
        }
        return Math.max(ready, open.from());
    }

    /** The next command is a paced one of that priority, and leaves that gap behind it. */
    public void called(Priority priority, int gapMillis) {
        ready = turn(priority) + gapMillis;
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
