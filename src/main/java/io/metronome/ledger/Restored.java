package io.metronome.ledger;

import java.util.List;

/**
 * The content of a partition's ledger, as the former owner left it.
 *
 * @param position the next offset to read
 * @param waiting commands that were read and have not ended, by offset
 * @param paces remembered departures
 * @param conditions remembered conditions of instances
 * @param sent ids within the idempotency window
 * @param end how the former ownership ended
 * @param format the format in which the new owner writes
 * @param blocks the records that several of the commands share
 */
public record Restored(
        long position,
        List<PendingCommandRecord> waiting,
        List<RestoredPace> paces,
        List<InstanceCondition<BrokerMoment>> conditions,
        List<RestoredSentIds> sent,
        OwnershipEnd end,
        LedgerFormat format,
        RestoredBlocks blocks) {
    /** What a remembered instance costs: it may get a lane of its own. */
    static final int INSTANCE_BYTES = 1_200;

    /** The bytes of heap that it costs at most once it is taken in, and until then. */
    public long heapBytes() {
        return waiting.stream().mapToLong(PendingCommandRecord::heapBytes).sum()
                + sent.stream().mapToLong(RestoredSentIds::heapBytes).sum()
                + (long) INSTANCE_BYTES * (paces.size() + conditions.size());
    }

    /** Content without blocks. */
    public Restored(
            long position,
            List<PendingCommandRecord> waiting,
            List<RestoredPace> paces,
            List<InstanceCondition<BrokerMoment>> conditions,
            List<RestoredSentIds> sent,
            OwnershipEnd end,
            LedgerFormat format) {
        this(position, waiting, paces, conditions, sent, end, format, RestoredBlocks.NONE);
    }

    /** Content without conditions, after which the newest format is written. */
    public Restored(
            long position,
            List<PendingCommandRecord> waiting,
            List<RestoredPace> paces,
            List<RestoredSentIds> sent,
            OwnershipEnd end) {
        this(position, waiting, paces, List.of(), sent, end, LedgerFormat.NEWEST);
    }

    /** How the former ownership ended. All times are milliseconds since the epoch, by the broker's clock. */
    public sealed interface OwnershipEnd {
        /** There was no former owner: no worker has ever served the partition. */
        record Never() implements OwnershipEnd {}

        /** Handed over: no call was in flight. */
        record Clean(PartitionCheckpoint.Floor floor) implements OwnershipEnd {}

        /** Ended without a hand-over: the former owner may have called until its lease ended. */
        record Unclean(long leaseMillis) implements OwnershipEnd {}
    }

    /**
     * A remembered departure, and the delay that paced it.
     *
     * @param typingMillis what the gap behind it includes beside the delay: typing time and jitter
     */
    public record RestoredPace(
            String instance, BrokerMoment departedAt, RecordedDelay<BrokerMoment> delay, int typingMillis) {}

    /** Hashes of ids, each followed by its offset, of commands that ended at that time. */
    public record RestoredSentIds(long endedAt, long[] hashesAndOffsets) {
        private static final int BYTES = 64;

        /* Beside two numbers here there is an entry of a map, with room for others. */
        long heapBytes() {
            return BYTES + 5L * Long.BYTES * hashesAndOffsets.length;
        }
    }
}
