package io.metronome.dispatch;

import io.metronome.command.OnUnknown;

/**
 * A call that a checkpoint tells the ledger of before it starts.
 *
 * @param until the call starts before that moment or is announced anew, monotonic nanoseconds
 */
record Announcement(InstanceLane lane, PendingCommand pending, long until) {

    /** Whether it was neither withdrawn nor renewed since. */
    boolean isCurrent() {
        return lane.announced() == pending && lane.announcedUntil() == until;
    }

    /** Whether a checkpoint that is cut now contains it: the command's new state may lie behind the cut. */
    boolean isTold() {
        return pending.onUnknown() != OnUnknown.REPORT || (pending.isInLedger() && !pending.isChanged());
    }

    /** The checkpoint is committed: the call may start, unless a newer announcement took its place. */
    void saved() {
        if (isCurrent()) {
            lane.announcementSaved();
        }
    }
}
