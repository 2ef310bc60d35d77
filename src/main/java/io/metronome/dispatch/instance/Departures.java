package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.partition.Announcement;
import io.metronome.dispatch.partition.LongGaps;
import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.PaceRecord;
import io.metronome.pacing.Pace;

/**
 * Which departures the ledger must remember: those with a gap longer than the second that every new owner waits. Where
 * the ledger keeps delays, it also remembers one departure of every instance whose delay was read, once for each reading.
 */
final class Departures {
    private static final int SHORT_GAP_MILLIS = 1_000;

    private Departures() {}

    /** Looks at the lane's last departure after it, or its delay, changed. */
    static void note(InstanceLane lane) {
        Announcement<PendingCommand> announcement = lane.announcement();
        PendingCommand announced = lane.announced();
        PendingCommand underWay = lane.inFlight();
        boolean mayDepart = underWay != null && underWay.method().paced();
        lane.records().noted();
        if (announcement != null && announced != null && Announcements.leavesLongGap(lane, announced)) {
            // The ledger must not forget what is announced before it is known what came of it.
            int jitter = lane.pace().jitterMillis(lane.drawn(announced));
            remember(lane, announcement.until(), announced.typingMillis() + jitter);
        } else if (mayDepart) {
            // Nothing true can be said of the last departure while there may be another any moment.
            lane.records().noteAfterCall();
        } else {
            noteLast(lane);
        }
    }

    /** The lane is forgotten, since its gap has passed: so has what the ledger knows of it, unless the gap is very long. */
    static void forget(InstanceLane lane) {
        Pace pace = lane.pace();
        int gapMillis = pace.isKnown() ? pace.gapMillis() : pace.formerMillis();
        if (lane.records().isRemembered() && !LongGaps.isKeptWhenPassed(gapMillis)) {
            lane.records().note(new PaceRecord.Forgotten(lane.instance()));
        }
    }

    private static void noteLast(InstanceLane lane) {
        Pace pace = lane.pace();
        if (lane.hasDeparted() && (!pace.isKnown() || pace.longestGapMillis(pace.typingMillis()) > SHORT_GAP_MILLIS)) {
            if (pace.isKnown()
                    || Delays.isInDoubt(lane)
                    || lane.records().notedPace().last() != null
                    || !lane.records().isRemembered()) {
                // It may lie before this machine's boot, where the monotonic clock is negative.
                remember(lane, pace.departedAt(), pace.besideDelayMillis());
            }
        } else if (!lane.hasDeparted() && mustNotBeAssumed(pace)) {
            remember(lane, latest(lane), pace.besideDelayMillis());
        } else if (Delays.isKept(lane)) {
            noteDelay(lane);
        } else if (lane.records().isRemembered()) {
            lane.records().note(new PaceRecord.Forgotten(lane.instance()));
        }
    }

    /* Not after each call: departures behind the one in the ledger come no earlier than its gap allows. */
    private static void noteDelay(InstanceLane lane) {
        PaceRecord.Departed last = lane.records().notedPace().last();
        long latest = latest(lane);
        if (last == null || last.at().nanos() > latest || !last.delay().equals(Delays.of(lane))) {
            remember(lane, latest, lane.pace().besideDelayMillis());
        }
    }

    /* Without a record a new owner counts the instance as departed at its floor, and the instance waits for a whole gap
     * although nothing was called. With such a gap every call is announced: until then this record is the whole truth. */
    private static boolean mustNotBeAssumed(Pace pace) {
        return pace.isKnown() && !pace.isGuessed() && LongGaps.isLong(pace.delayMillis());
    }

    /* The latest moment at which it can have departed: a gap ago where no former owner was. */
    private static long latest(InstanceLane lane) {
        Pace pace = lane.pace();
        return pace.departedAt() == Pace.NEVER
                ? lane.partition().assignedAt() - MILLISECONDS.toNanos(pace.gapMillis())
                : pace.departedAt();
    }

    /* The jitter is in the record as if it were typing time: every owner keeps the gap that was drawn, also one whose
     * version knows no jitter. */
    private static void remember(InstanceLane lane, long at, int besideDelayMillis) {
        lane.records()
                .note(new PaceRecord.Departed(
                        lane.instance(), new MonotonicMoment(at), Delays.of(lane), besideDelayMillis));
    }
}
