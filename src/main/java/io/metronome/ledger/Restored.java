package io.metronome.ledger;

import java.util.List;

/**
 * What the former owner of a partition left.
 *
 * @param position the next offset to read
 * @param waiting commands that were read and have not ended, by offset
 * @param paces remembered departures
 * @param conditions what else is remembered of instances
 * @param sent ids within the idempotency window
 * @param end how the former owner ended
 */
public record Restored(
        long position,
        List<PendingCommandRecord> waiting,
        List<Paced> paces,
        List<InstanceCondition> conditions,
        List<SentIds> sent,
        End end) {

    /** What is restored where no conditions are remembered. */
    public Restored(long position, List<PendingCommandRecord> waiting, List<Paced> paces, List<SentIds> sent, End end) {
        this(position, waiting, paces, List.of(), sent, end);
    }

    /** How the former ownership ended. All times are milliseconds since the epoch, by the broker's clock. */
    public sealed interface End {
        /** There was none: nobody has ever served the partition. */
        record Never() implements End {}

        /** Handed over: no call was under way. */
        record Clean(PartitionCheckpoint.Floor floor) implements End {}

        /** It just ended: it may have called until its lease ran out. */
        record Unclean(long leaseMillis) implements End {}
    }

    /** A remembered departure. */
    public record Paced(String instance, long departedAt, int delayMillis, int typingMillis) {}

    /** Hashes of ids, each followed by its offset, that ended at that time. */
    public record SentIds(long endedAt, long[] hashesAndOffsets) {}
}
