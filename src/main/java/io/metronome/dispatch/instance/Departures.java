package io.metronome.dispatch.instance;

import io.metronome.dispatch.partition.Announcement;
import io.metronome.ledger.PaceRecord;
import io.metronome.pacing.Pace;

/** Which departures the ledger must remember: those with a gap longer than the second that every new owner waits. */
final class Departures {
    private static final int SHORT_GAP_MILLIS = 1_000;

    private Departures() {}

    /** Looks at the lane's last departure after it, or its delay, changed. */
    static void note(InstanceLane lane) {
        Announcement<PendingCommand> announcement = lane.announcement();
        PendingCommand announced = lane.announced();
        PendingCommand underWay = lane.inFlight();
        boolean mayDepart = underWay != null && underWay.method().paced();
        lane.noted();
        if (announcement != null && announced != null && Announcements.leavesLongGap(lane, announced)) {
            // The ledger must not forget what is announced before it is known what came of it.
            remember(lane, announcement.until(), announced.typingMillis());
        } else if (mayDepart) {
            // Nothing true can be said of the last departure while there may be another any moment.
            lane.noteAfterCall();
        } else {
            noteLast(lane);
        }
    }

    private static void noteLast(InstanceLane lane) {
        Pace pace = lane.pace();
        if (lane.hasDeparted() && (!pace.isKnown() || pace.gapMillis() > SHORT_GAP_MILLIS)) {
            remember(lane, Math.max(0, pace.departedAt()), pace.typingMillis());
        } else if (lane.isRemembered()) {
            lane.note(forgotten(lane.instance()), false);
        }
    }

    /** The lane's delay as the ledger is told. */
    static int delay(InstanceLane lane) {
        return lane.pace().isKnown() ? lane.pace().delayMillis() : PaceRecord.UNKNOWN;
    }

    /** What the ledger is told of an instance that nothing need be remembered of. */
    static PaceRecord forgotten(String instance) {
        return new PaceRecord(instance, 0, PaceRecord.FORGET, 0);
    }

    private static void remember(InstanceLane lane, long at, int typingMillis) {
        lane.note(new PaceRecord(lane.instance(), at, delay(lane), typingMillis), true);
    }
}
