package io.metronome.dispatch.partition;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.ledger.Restored;
import io.metronome.pacing.Pace;

/**
 * The floor of a partition that was taken over: the latest moment at which a former owner can have called. After a clean
 * hand-over it is the former owner's own floor. After any other end the former owner may have called until its lease
 * ended, and it could not renew the lease once the partition was assigned here.
 *
 * @param nanos the floor, monotonic nanoseconds; {@link Pace#NEVER} when no former owner can have called
 * @param callsFrom the moment before which the new owner calls nothing, monotonic nanoseconds
 */
record TakeoverFloor(long nanos, long callsFrom) {
    /* Gaps up to a second are not in the ledger: every new owner simply waits them out. */
    private static final long SHORT_GAP_NANOS = SECONDS.toNanos(1);

    /** The floor as the opening header gives it. */
    static PartitionCheckpoint.Floor inHeader(OwnedPartition partition, Restored.OwnershipEnd end) {
        return switch (end) {
            case Restored.OwnershipEnd.Never never -> new PartitionCheckpoint.Floor.None();
            case Restored.OwnershipEnd.Clean clean -> clean.floor();
            case Restored.OwnershipEnd.Unclean unclean ->
                new PartitionCheckpoint.Floor.Here(
                        partition.assignedAt() + MILLISECONDS.toNanos(unclean.leaseMillis()));
        };
    }

    /** The floor once the opening header is committed: from then on the broker's times can be translated. */
    static TakeoverFloor of(OwnedPartition partition, Restored.OwnershipEnd end, BrokerTime broker) {
        long floor = broker.nanos(partition.headerFloor());
        return new TakeoverFloor(floor, callsFrom(partition, end, floor));
    }

    /** The floor as later headers give it. */
    PartitionCheckpoint.Floor inHeader() {
        return nanos == Pace.NEVER ? new PartitionCheckpoint.Floor.None() : new PartitionCheckpoint.Floor.Here(nanos);
    }

    private static long callsFrom(OwnedPartition partition, Restored.OwnershipEnd end, long floor) {
        return switch (end) {
            case Restored.OwnershipEnd.Never never -> Pace.NEVER;
            case Restored.OwnershipEnd.Clean clean -> Math.max(partition.assignedAt() + SHORT_GAP_NANOS, floor);
            case Restored.OwnershipEnd.Unclean unclean -> floor;
        };
    }
}
