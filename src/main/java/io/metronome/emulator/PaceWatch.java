package io.metronome.emulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Watches the gaps between the accepted paced calls of one instance. A gap must be the current delay plus the typing
 * time of the call that begins it.
 *
 * <p>The emulator sees arrivals only, so a call that the network delayed makes the next gap look short. A correct
 * client cannot be early again and again: over any run of calls it is ahead of the pace by the jitter of the network
 * at most. So the missing time is summed over the worst run that ends now, and a call is early when its own gap is
 * short and that sum is above the tolerance.
 */
final class PaceWatch {
    private static final int LISTED = 100;
    private static final double MILLI = 1e6;

    private final String idInstance;
    private final long tolerance;
    private final List<Report.EarlyCall> early = new ArrayList<>();
    private long count;
    private long first;
    private long last;
    private long lastTyping;
    private long smallest = Long.MAX_VALUE;
    private long run;
    private long longestRun;
    private long shortGaps;
    private long earlyCalls;

    PaceWatch(String idInstance, long toleranceNanos) {
        this.idInstance = idInstance;
        this.tolerance = toleranceNanos;
    }

    void arrived(String method, Moment at, long delayNanos, long typingNanos) {
        if (count == 0) {
            first = at.nanos();
        } else {
            gap(method, at, delayNanos + lastTyping);
        }
        count++;
        last = at.nanos();
        lastTyping = typingNanos;
    }

    private void gap(String method, Moment at, long required) {
        long gap = at.nanos() - last;
        smallest = Math.min(smallest, gap);
        run = Math.max(0, run + required - gap);
        longestRun = Math.max(longestRun, run);
        if (gap >= required) {
            return;
        }
        shortGaps++;
        if (run > tolerance) {
            earlyCalls++;
            if (early.size() < LISTED) {
                early.add(new Report.EarlyCall(
                        idInstance,
                        method,
                        at.calendar(),
                        gap / MILLI,
                        required / MILLI,
                        (required - gap) / MILLI,
                        run / MILLI));
            }
        }
    }

    List<Report.EarlyCall> early() {
        return List.copyOf(early);
    }

    Report.GapReport summary() {
        boolean gaps = count > 1;
        return new Report.GapReport(
                count,
                gaps ? smallest / MILLI : null,
                gaps ? (last - first) / MILLI / (count - 1) : null,
                shortGaps,
                earlyCalls,
                longestRun / MILLI);
    }
}
