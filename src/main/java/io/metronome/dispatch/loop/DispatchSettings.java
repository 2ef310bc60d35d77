package io.metronome.dispatch.loop;

import java.time.Duration;

/**
 * The settings of the pipeline.
 *
 * @param partitions the ledger's partition count: it defines where instances live
 * @param maxInFlight calls under way at a time, over all instances
 * @param maxPendingBytes heap that pending commands may cost, over all partitions: nothing more is read
 * @param maxRestoredBytes heap that they may cost together with those of partitions that are taken over; a restore waits
 * @param settingsRefresh how often the delay of an instance with work is read
 * @param fallbackDelay the delay where it cannot be read
 * @param checkpointInterval the time between two checkpoints, if nobody waits for one of them
 * @param lease how long a checkpoint entitles to calls
 * @param maxUnsaved no call starts while the running checkpoint is older than that
 * @param idempotencyWindow how long the id of a command that was sent is remembered
 * @param instanceGrace how long a command that was taken in waits for an instance that the instances file lost
 * @param unknownInstancesWait whether commands for instances without credentials wait for them, instead of dead-lettering
 * @param bounds how much is done at once
 */
public record DispatchSettings(
        int partitions,
        int maxInFlight,
        long maxPendingBytes,
        long maxRestoredBytes,
        Duration settingsRefresh,
        Duration fallbackDelay,
        Duration checkpointInterval,
        Duration lease,
        Duration maxUnsaved,
        Duration idempotencyWindow,
        Duration instanceGrace,
        boolean unknownInstancesWait,
        Bounds bounds) {
    /* Each new owner begins with the next record, and there may be many owners within the window. */
    private static final int ROOM_FOR_OWNERS = 4;

    /** How many records of sent ids the ledger keeps of each partition. */
    public int sentSlots() {
        return sentSlots(idempotencyWindow, checkpointInterval);
    }

    /**
     * How many records of sent ids the ledger keeps of each partition: one for each interval. The oldest is overwritten
     * when it is out of the window.
     */
    public static int sentSlots(Duration idempotencyWindow, Duration checkpointInterval) {
        long slots = idempotencyWindow.toMillis() / Math.max(1, checkpointInterval.toMillis());
        return Math.clamp(ROOM_FOR_OWNERS * slots + 1, 1, Integer.MAX_VALUE);
    }
}
