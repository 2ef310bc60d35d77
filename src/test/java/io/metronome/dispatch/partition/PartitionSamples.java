package io.metronome.dispatch.partition;

import io.metronome.dispatch.loop.Samples;

/** Partitions that tests begin with. */
public final class PartitionSamples {
    private PartitionSamples() {}

    /** A partition that has just been opened, without any assumption. */
    public static OwnedPartition partition(long floor) {
        OwnedPartition partition = new OwnedPartition(Samples.PARTITION, 1, 0, 600_000);
        partition.phase(OwnedPartition.Phase.OPENING);
        partition.opened(floor, Long.MIN_VALUE);
        return partition;
    }
}
