package io.metronome.dispatch.instance;

import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.PaceRecord;

/** The ledger's records of one instance beside its commands: its last departure and its condition. */
final class LaneRecords {
    private final String instance;
    private final OwnedPartition partition;
    private final NotedPace notedPace;
    private boolean noteDue;
    private boolean conditioned;

    LaneRecords(String instance, OwnedPartition partition) {
        this.instance = instance;
        this.partition = partition;
        this.notedPace = new NotedPace(
                partition.isRemembered(instance) || partition.delta().isNoted(instance));
    }

    /** Whether the ledger has to learn of the last departure as soon as the call in flight has ended. */
    boolean isNoteDue() {
        return noteDue;
    }

    void noteAfterCall() {
        noteDue = true;
    }

    void noted() {
        noteDue = false;
    }

    /** Whether the ledger holds a departure of the instance. */
    boolean isRemembered() {
        return partition.isRemembered(instance);
    }

    /** The next checkpoint writes this of the last departure. */
    void note(PaceRecord pace) {
        partition.delta().departed(pace);
        notedPace.noted(pace);
        switch (pace) {
            case PaceRecord.Departed last -> partition.remember(instance);
            case PaceRecord.Forgotten forgotten -> partition.forget(instance);
        }
    }

    /** The ledger's record of the last departure. */
    NotedPace notedPace() {
        return notedPace;
    }

    /** A checkpoint is committed that contains the lane's announcement. */
    void announcementSaved() {
        if (!partition.delta().isNoted(instance)) {
            notedPace.saved();
        }
    }

    /** Whether the ledger holds a condition of the instance. */
    boolean isConditioned() {
        return conditioned;
    }

    /** The ledger holds this condition of the instance, or deletes the one that it holds. */
    void conditioned(InstanceCondition<MonotonicMoment> condition) {
        boolean was = conditioned;
        conditioned = !condition.isNone();
        partition.conditions(Boolean.compare(conditioned, was));
    }
}
