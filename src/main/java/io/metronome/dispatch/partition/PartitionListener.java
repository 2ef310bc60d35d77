package io.metronome.dispatch.partition;

import java.util.List;

/** Is told when partitions open, close and go; the pipeline implements it. */
public interface PartitionListener {
    /**
     * The partition may be called for. The listener takes in what was restored.
     *
     * @param broker translates the moments of what was restored
     * @param done run by the listener when all commands are in their lanes: reading begins then
     */
    void live(OwnedPartition partition, RestoredPartition restored, BrokerTime broker, Runnable done);

    /** The number of partitions that are assigned or read has changed. */
    void counted();

    /** The lanes of the partition get no turns any more. */
    void closed(OwnedPartition partition);

    /** A checkpoint with these announcements of the partition is committed. */
    void announced(OwnedPartition partition, List<Announcement<?>> saved);

    /** The partition belongs to another worker, or is restored again. */
    void gone(OwnedPartition partition);
}
