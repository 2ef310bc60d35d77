package io.metronome.dispatch;

import io.metronome.command.OnUnknown;
import io.metronome.pacing.Pace;

/**
 * Calls that the ledger must know of before they start: those that must not be repeated ({@code report}), so that after
 * a kill they end as an honest OUTCOME_UNKNOWN; and departures of instances with long gaps, so that a kill does not
 * cost them a whole gap of waiting. An announcement is asked for a little before its turn, so that it costs no time;
 * it is taken back when something else goes first. Touched on the dispatcher's thread only.
 */
final class Announcements {
    private Announcements() {}

    /** When the lane is to come forward: at its turn, or a little earlier where that has to be announced. */
    static long wakeAt(InstanceLane lane) {
        PendingCommand upcoming = lane.upcoming();
        if (upcoming == null || lane.isAnnouncing()) {
            return Pace.FAR;
        }
        long dueAt = lane.dueAt(upcoming);
        boolean ahead = isNeeded(lane, upcoming) && lane.announced() != upcoming && dueAt != Pace.FAR;
        return ahead ? dueAt - LongGaps.AHEAD : dueAt;
    }

    /** The lane came forward before its turn: announces who will have it. */
    static void prepare(InstanceLane lane, long now) {
        PendingCommand upcoming = lane.upcoming();
        if (upcoming != null && isNeeded(lane, upcoming) && lane.announced() != upcoming) {
            announce(lane, upcoming, now);
        }
    }

    /** The command ends, and whatever was announced of it. */
    static void ended(PendingCommand pending) {
        if (pending.isAnnounced()) {
            withdraw(pending.lane());
        }
    }

    /** The call of an announced command was refused, or never started: nothing is about to be called any more. */
    static void withdraw(InstanceLane lane) {
        PendingCommand announced = lane.announced();
        if (announced != null) {
            lane.announce(null, Pace.NEVER);
            lane.partition().news().changed(announced);
            Departures.note(lane);
        }
    }

    /** The next checkpoint tells the ledger of that command's call, and opens the way for it. */
    static void announce(InstanceLane lane, PendingCommand pending, long now) {
        if (lane.announced() != pending) {
            withdraw(lane);
        }
        long until = Math.max(now, lane.dueAt(pending)) + LongGaps.GOOD_FOR;
        lane.announce(pending, until);
        lane.partition().news().announce(new Announcement(lane, pending, until));
        if (pending.onUnknown() == OnUnknown.REPORT) {
            lane.partition().news().changed(pending);
        }
        if (leavesLongGap(lane, pending)) {
            Departures.note(lane);
        }
    }

    /** Whether the ledger has to know of that command's call before it starts. */
    static boolean isNeeded(InstanceLane lane, PendingCommand pending) {
        return pending.onUnknown() == OnUnknown.REPORT || leavesLongGap(lane, pending);
    }

    /* An unknown delay is a reason only beside a record, which would seem to rule the departure out: without one a new
     * owner counts the instance as departed at its floor. */
    static boolean leavesLongGap(InstanceLane lane, PendingCommand pending) {
        int delay = Math.max(0, lane.pace().delayMillis());
        return pending.method().paced()
                && ((!lane.pace().isKnown() && lane.isRemembered())
                        || LongGaps.isLong(delay + pending.typingMillis())
                        || pending.typingMillis() > LongGaps.SHORT_TYPING_MILLIS);
    }
}
