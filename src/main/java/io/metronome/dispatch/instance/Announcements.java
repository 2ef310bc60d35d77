package io.metronome.dispatch.instance;

import io.metronome.delivery.Answer;
import io.metronome.dispatch.partition.LongGaps;
import io.metronome.pacing.Pace;

/**
 * Calls that the ledger must know of before they start. Calls that must not be repeated ({@code report}) are announced
 * so that they end as OUTCOME_UNKNOWN after a kill. Calls of instances with long gaps are announced so that a kill does
 * not make those instances wait for a whole gap. A setSettings with a delay is announced so that the next owner does not
 * rely on the delay that the ledger has. A call of an instance with a daily cap is announced so that it counts.
 *
 * <p>A call is announced a little before its turn, so that this costs no time. The announcement is withdrawn when another
 * command goes first.
 */
public final class Announcements {
    private Announcements() {}

    /** When the lane comes forward: at its turn, or a little earlier where the call has to be announced. */
    static long wakeAt(InstanceLane lane) {
        PendingCommand upcoming = lane.upcoming();
        if (upcoming == null || lane.isAnnouncing()) {
            return Pace.FAR;
        }
        long dueAt = lane.turnAt(upcoming);
        boolean ahead = isNeeded(lane, upcoming) && lane.announced() != upcoming && dueAt != Pace.FAR;
        return ahead ? dueAt - LongGaps.AHEAD : dueAt;
    }

    /** The lane came forward before its turn: announces the command that will have it. */
    static void prepare(InstanceLane lane, long now) {
        PendingCommand upcoming = lane.upcoming();
        if (upcoming != null && isNeeded(lane, upcoming) && lane.announced() != upcoming) {
            announce(lane, upcoming, now);
        }
    }

    /** The command ends: its announcement is withdrawn. */
    public static void ended(PendingCommand pending, long now) {
        if (pending.isAnnounced()) {
            withdraw(pending.lane(), now);
        }
    }

    /** The announced call ended, or does not start: no call of the lane is about to start. */
    public static void withdraw(InstanceLane lane, long now) {
        PendingCommand announced = lane.announced();
        if (announced != null) {
            lane.withdrawAnnouncement();
            lane.partition().delta().changed(announced);
            Departures.note(lane);
            notCalled(lane, now);
        }
    }

    /** A call of the lane has ended with that answer: none is about to start. */
    public static void answered(InstanceLane lane, Answer answer, long now) {
        CallsOfDay calls = lane.rules().calls();
        if (calls != null) {
            switch (answer) {
                // The ledger has counted it.
                case Answer.Accepted accepted -> calls.keep();
                case Answer.Unknown unknown -> {
                    calls.keep();
                    Conditions.note(lane, now);
                }
                default -> notCalled(lane, now);
            }
        }
        withdraw(lane, now);
    }

    private static void notCalled(InstanceLane lane, long now) {
        CallsOfDay calls = lane.rules().calls();
        if (calls != null && calls.isOpen()) {
            calls.undo();
            Conditions.note(lane, now);
        }
    }

    /** The next checkpoint writes that the command's call may start. The call starts when that is committed. */
    public static void announce(InstanceLane lane, PendingCommand pending, long now) {
        if (lane.announced() != pending) {
            withdraw(lane, now);
        }
        long dueAt = Math.max(now, lane.dueAt(pending));
        lane.partition().delta().announce(lane.announce(pending, dueAt + LongGaps.GOOD_FOR));
        if (lane.rules().counts(pending)) {
            lane.rules().count(pending, dueAt);
            Conditions.note(lane, now);
        }
        if (pending.isCalledOnce()) {
            lane.partition().delta().changed(pending);
        }
        if (leavesLongGap(lane, pending) || Delays.mustBeDoubted(lane, pending)) {
            Departures.note(lane);
        }
        if (Delays.mustBeDoubted(lane, pending) && !lane.partition().keepsDelays()) {
            Conditions.note(lane, now);
        }
    }

    /** Whether the ledger has to know of that command's call before it starts. */
    static boolean isNeeded(InstanceLane lane, PendingCommand pending) {
        boolean isBegun = lane.isAnnouncing() && lane.announced() == pending;
        return isBegun
                || pending.isCalledOnce()
                || leavesLongGap(lane, pending)
                || Delays.mustBeDoubted(lane, pending)
                || lane.rules().counts(pending);
    }

    /* An unknown delay is a reason only beside a record, which would seem to rule the departure out, as a record with a
     * longer delay does: without a record a new owner counts the instance as departed at its floor. */
    static boolean leavesLongGap(InstanceLane lane, PendingCommand pending) {
        return pending.method().paced()
                && ((!lane.pace().isKnown() && lane.records().isRemembered())
                        || lane.records().notedPace().isSlowerThan(lane.pace())
                        || LongGaps.isLong(lane.pace().longestGapMillis(pending.typingMillis()))
                        || pending.typingMillis() > LongGaps.SHORT_TYPING_MILLIS);
    }
}
