package io.metronome.dispatch.partition;

import io.metronome.dispatch.loop.BlockSizes;
import io.metronome.dispatch.loop.Samples;
import io.metronome.spill.Spill;

/** Partitions that tests begin with. */
public final class PartitionSamples {
    /** Blocks of two to five commands, which are dissolved two checkpoints after they became sparse. */
    static final BlockSizes SIZES = new BlockSizes(2, 5, 2);

    private PartitionSamples() {}

    /** A partition that has just been opened, without any assumption. */
    public static OwnedPartition partition(long floor) {
        return partition(floor, true);
    }

    /**
     * A partition that has just been opened.
     *
     * @param keepsDelays whether its ledger tells when the delay of an instance was read
     */
    public static OwnedPartition partition(long floor, boolean keepsDelays) {
        OwnedPartition partition = new OwnedPartition(
                Samples.PARTITION, 1, 0, 600_000, 0, Spill.none().part(), SIZES, () -> {});
        partition.keepsDelays(keepsDelays);
        partition.phase(Phase.OPENING);
        partition.opened(floor, Long.MIN_VALUE);
        return partition;
    }
}
