package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.ledger.Restored;
import io.metronome.pacing.Pace;

/**
 * From when a new owner may call, and as late as when an instance without a record may have departed: the floor. After
 * a clean end that is what the former owner's was; after any other the former owner may have called until its lease ran
 * out, which it could renew no more once the partition was ours.
 */
final class TakeoverFloor {
    /* Gaps up to a second are not in the ledger: every new owner simply waits them out. */
    private static final long SHORT_GAP_NANOS = SECONDS.toNanos(1);

    private TakeoverFloor() {}

    /** What the opening header says of the floor. */
    static PartitionCheckpoint.Floor floorMark(OwnedPartition partition, Restored.End end) {
        return switch (end) {
            case Restored.End.Never never -> new PartitionCheckpoint.Floor.None();
            case Restored.End.Clean clean -> clean.floor();
            case Restored.End.Unclean unclean ->
                new PartitionCheckpoint.Floor.Here(
                        partition.assignedAt() + MILLISECONDS.toNanos(unclean.leaseMillis()));
        };
    }

    /** The header is committed: broker times can be read, and lanes be made. */
    static void open(OwnedPartition partition, RestoredPartition restored, CommittedCheckpoint saved, Time time) {
        BrokerTime broker = BrokerTime.of(saved, partition.number());
        long floor = broker.nanos(partition.floorMark());
        if (floor != Pace.NEVER) {
            partition.floorMark(new PartitionCheckpoint.Floor.Here(floor));
        }
        partition.opened(floor, callsFrom(partition, restored.end(), floor));
        restored.paces(partition, broker, time);
        Conditions.restore(partition, restored.conditions(), broker, time);
        restored.sent()
                .forEach(sent ->
                        partition.sentIds().restored(sent.hashesAndOffsets(), broker.millis(sent.endedAt(), time)));
    }

    private static long callsFrom(OwnedPartition partition, Restored.End end, long floor) {
        return switch (end) {
            case Restored.End.Never never -> Pace.NEVER;
            case Restored.End.Clean clean -> Math.max(partition.assignedAt() + SHORT_GAP_NANOS, floor);
            case Restored.End.Unclean unclean -> floor;
        };
    }
}
