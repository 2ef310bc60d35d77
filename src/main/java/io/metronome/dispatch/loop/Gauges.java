package io.metronome.dispatch.loop;

import io.metronome.command.Priority;
import io.metronome.delivery.HoldReason;
import io.metronome.pacing.Pace;
import java.util.List;

/** Counts that are kept as things happen, never by walking. Safe to read from any thread. */
public interface Gauges {

    /** Commands read and not ended. */
    long pending(Priority priority);

    /** Bytes of heap that pending commands cost. */
    long pendingBytes();

    /** Calls on their way. */
    long inFlight();

    /** Instances whose next command could go now but for capacity. */
    long runnable();

    /**
     * Monotonic nanoseconds at which the command was due that has been due longest, of those that {@link #runnable}
     * counts; {@link Pace#FAR} when it counts none. For a call that the ledger must know of first it is up to 250 ms
     * too early.
     */
    long oldestDueNanos();

    /** Instances that have commands waiting or on their way, and are neither held nor paused. */
    long activeInstances();

    /** Those of the active instances whose next command waits for their hours. */
    long instancesOutOfHours();

    /** Those of the active instances whose next command waits for the next day, because the cap of this one is reached. */
    long cappedInstances();

    /** Instances that are held for that reason. */
    long heldInstances(HoldReason reason);

    /** Instances that an operator has paused and whose home this worker serves. */
    long pausedInstances();

    /** Partitions whose reading is paused for want of room. */
    long pausedPartitions();

    /** The records that the ledger holds of the partitions of this worker. */
    LedgerRecords ledgerRecords();

    /** Partitions assigned to this worker. */
    long assignedPartitions();

    /** Assigned partitions that are restored, served and read. */
    long readyPartitions();

    /** For each assigned partition that will not be read without help: which, why, and what to do. */
    List<String> unreadReasons();

    /** Monotonic nanoseconds at which the dispatcher last did a round. */
    long lastRoundNanos();
}
