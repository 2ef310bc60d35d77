package io.metronome.simulation.worker;

import io.metronome.dispatch.loop.Bounds;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.WriteFormat;
import io.metronome.simulation.time.SimulatedTime;

/**
 * What all workers of a storm have in common.
 *
 * @param homes the ledger's partition count
 * @param upgrading whether every other worker still writes the oldest format of the ledger that can be written
 * @param skewed whether the hosts' calendars disagree
 * @param faultyDisks whether the workers' disks are full now and then, and may break
 */
public record FleetSettings(
        int homes,
        boolean upgrading,
        boolean skewed,
        int maxInFlight,
        long maxPendingBytes,
        boolean faultyDisks,
        Bounds bounds,
        RareConditions rare) {
    private static final Bounds TINY = new Bounds(2, 2, 3, 2_000);
    private static final long FEW_BYTES = 4_096;
    /* Where bodies stay on the heap, a campaign of one instance fills the least bound, and others are not read for long. */
    private static final long FEW_BYTES_WITHOUT_DISK = 32_768;

    /** Draws the settings of one storm: in some of them the bounds are so tiny that a few commands reach them. */
    public static FleetSettings drawn(SimulatedTime time, boolean upgrading, boolean faultyDisks, RareConditions rare) {
        long fewBytes = faultyDisks ? FEW_BYTES_WITHOUT_DISK : FEW_BYTES;
        int homes = 1 + time.random().nextInt(3);
        boolean skewed = time.oneIn(2);
        int maxInFlight = time.oneIn(3) ? 1 + time.random().nextInt(5) : WorkerSettings.MAX_IN_FLIGHT;
        long maxPendingBytes = time.oneIn(4) ? fewBytes : WorkerSettings.MAX_PENDING_BYTES;
        if (rare.isCrowded()) {
            maxInFlight = 1;
            maxPendingBytes = WorkerSettings.MAX_PENDING_BYTES;
        }
        Bounds bounds = time.oneIn(3) ? TINY : Bounds.USUAL;
        return new FleetSettings(homes, upgrading, skewed, maxInFlight, maxPendingBytes, faultyDisks, bounds, rare);
    }

    /** The format in which a worker writes the ledger. */
    WriteFormat format(int worker) {
        return upgrading && worker % 2 == 0
                ? WriteFormat.of(LedgerFormat.OLDEST_WRITTEN)
                : WriteFormat.of(LedgerFormat.NEWEST);
    }

    @Override
    public String toString() {
        String told = "homes %d, %d calls in flight, %d bytes of commands, %s"
                .formatted(homes, maxInFlight, maxPendingBytes, bounds);
        return rare.equals(RareConditions.NONE) ? told : told + ", " + rare;
    }
}
