package io.metronome.simulation.worker;

import io.metronome.dispatch.loop.BlockSizes;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.WriteFormat;
import io.metronome.simulation.time.SimulatedTime;

/**
 * The settings that all workers of a storm have in common.
 *
 * @param homes the ledger's partition count
 * @param upgrading whether every other worker still writes an older format of the ledger
 * @param oldest that format
 * @param skewed whether the hosts' calendars disagree
 * @param faultyDisks whether the workers' disks are full now and then, and may break
 */
public record FleetSettings(
        int homes,
        boolean upgrading,
        LedgerFormat oldest,
        boolean skewed,
        int maxInFlight,
        long maxPendingBytes,
        boolean faultyDisks,
        Bounds bounds,
        RareConditions rare) {
    private static final Bounds TINY = new Bounds(2, 2, 3, 2_000, new BlockSizes(2, 3, 2));
    private static final BlockSizes FEW_COMMANDS = new BlockSizes(2, 16, 5);
    private static final long FEW_BYTES = 4_096;
    /* Where bodies stay on the heap, a campaign of one instance fills the least bound, and others are not read for long. */
    private static final long FEW_BYTES_WITHOUT_DISK = 32_768;

    /** Draws the settings of one storm: in some of them the bounds are so tiny that a few commands reach them. */
    public static FleetSettings drawn(SimulatedTime time, boolean upgrading, boolean faultyDisks, RareConditions rare) {
        long fewBytes = faultyDisks ? FEW_BYTES_WITHOUT_DISK : FEW_BYTES;
        int homes = 1 + time.random().nextInt(3);
        LedgerFormat oldest = time.oneIn(2) ? LedgerFormat.OLDEST_WRITTEN : LedgerFormat.DATED_DELAYS;
        boolean skewed = time.oneIn(2);
        int maxInFlight = time.oneIn(3) ? 1 + time.random().nextInt(5) : WorkerSettings.MAX_IN_FLIGHT;
        long maxPendingBytes = time.oneIn(4) ? fewBytes : WorkerSettings.MAX_PENDING_BYTES;
        if (rare.isCrowded()) {
            maxInFlight = 1;
            maxPendingBytes = WorkerSettings.MAX_PENDING_BYTES;
        }
        Bounds bounds = time.oneIn(3) ? TINY : drawnBlocks(time);
        return new FleetSettings(
                homes, upgrading, oldest, skewed, maxInFlight, maxPendingBytes, faultyDisks, bounds, rare);
    }

    /* Few commands come with one checkpoint of a storm, so blocks of a real worker's size are rare there. */
    private static Bounds drawnBlocks(SimulatedTime time) {
        Bounds usual = Bounds.USUAL;
        return time.oneIn(4)
                ? usual
                : new Bounds(
                        usual.itemsPerTask(),
                        usual.turnsPerRound(),
                        usual.recordsPerCheckpoint(),
                        usual.bytesPerCheckpoint(),
                        FEW_COMMANDS);
    }

    /** The format in which a worker writes the ledger. */
    WriteFormat format(int worker) {
        return WriteFormat.of(upgrading && worker % 2 == 0 ? oldest : LedgerFormat.NEWEST);
    }

    @Override
    public String toString() {
        String told = "homes %d, %d calls in flight, %d bytes of commands, %s"
                .formatted(homes, maxInFlight, maxPendingBytes, bounds);
        return rare.equals(RareConditions.NONE) ? told : told + ", " + rare;
    }
}
