package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ledger records of a partition's checkpoint, anew at each try: a departure is written as its age, and ages
 * grow. Used on the ledger's thread. The restore sets each partition's format, and where its sent ids continue.
 */
final class CheckpointRecords {

    /** Receives one record. */
    @FunctionalInterface
    interface Sink {
        void put(byte[] key, byte @Nullable [] value);
    }

    private final LedgerSettings settings;
    private final LongSupplier nanos;
    private final Map<Integer, LedgerFormat> formats = new LinkedHashMap<>();
    private final Map<Integer, SentIdsRecord> sent = new LinkedHashMap<>();
    private final Map<Integer, SentIdsRecord> tried = new LinkedHashMap<>();
    private String transactionalId = "";

    CheckpointRecords(LedgerSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    void writer(String newTransactionalId) {
        transactionalId = newTransactionalId;
    }

    void restored(int partition, Restoration.RestoredState found) {
        tried.remove(partition);
        formats.put(partition, found.restored().format());
        sent.put(partition, SentIdsRecord.first(found.nextSentSequence(), nanos.getAsLong()));
    }

    /** The checkpoint of the partition was committed. */
    void written(PartitionCheckpoint section) {
        SentIdsRecord written = tried.remove(section.partition());
        if (written != null) {
            sent.put(section.partition(), written);
        }
    }

    /**
     * Writes puts first, then tombstones: the last record of a key counts, and no key is ever used for a second
     * command.
     */
    void of(PartitionCheckpoint section, Sink sink) {
        for (PendingCommandRecord waiting : section.waiting()) {
            sink.put(new Key.CommandKey(waiting.commandRecord().offset()).encode(), LedgerCodec.encode(waiting));
        }
        for (long offset : section.ended()) {
            sink.put(new Key.CommandKey(offset).encode(), null);
        }
        blocks(section.blocks(), sink);
        for (PaceRecord departure : section.paces()) {
            sink.put(new Key.PaceKey(departure.instance()).encode(), value(departure, format(section)));
        }
        for (InstanceCondition<MonotonicMoment> condition : section.conditions()) {
            byte[] value = condition.isNone() ? null : ConditionCodec.encode(condition.with(this::left));
            sink.put(new Key.ConditionKey(condition.instance()).encode(), value);
        }
        if (section.sentIds().length > 0) {
            SentIdsRecord ids = sentIds(section);
            tried.put(section.partition(), ids);
            int slot = (int) (ids.sequence() % settings.sentSlots());
            sink.put(new Key.SentIdsKey(slot).encode(), LedgerCodec.encodeSent(ids.sequence(), ids.hashesAndOffsets()));
        }
    }

    private static void blocks(BlockChanges blocks, Sink sink) {
        for (BlockChanges.CommandBlock added : blocks.added()) {
            sink.put(new Key.BlockKey(added.number()).encode(), BlockCodec.encode(added.commands()));
        }
        for (BlockChanges.BlockEnds ends : blocks.ends()) {
            sink.put(new Key.EndsKey(ends.number()).encode(), BlockCodec.encodeEnds(ends.ended()));
        }
        for (BlockChanges.GoneBlock gone : blocks.gone()) {
            sink.put(new Key.BlockKey(gone.number()).encode(), null);
            if (gone.hasEnds()) {
                sink.put(new Key.EndsKey(gone.number()).encode(), null);
            }
        }
    }

    private SentIdsRecord sentIds(PartitionCheckpoint section) {
        long now = nanos.getAsLong();
        SentIdsRecord last = sent.getOrDefault(section.partition(), SentIdsRecord.first(0, now));
        return last.with(section.sentIds(), now, settings.sentSpan().toNanos());
    }

    private LedgerFormat format(PartitionCheckpoint section) {
        return formats.getOrDefault(section.partition(), settings.format().after(null));
    }

    private byte @Nullable [] value(PaceRecord pace, LedgerFormat format) {
        return switch (pace) {
            case PaceRecord.Departed departed ->
                PaceCodec.encode(departed, format, moment -> millisSince(moment.nanos()));
            case PaceRecord.Forgotten forgotten -> null;
        };
    }

    /** The header's bytes, or null when the checkpoint does not write a header. */
    byte @Nullable [] header(PartitionCheckpoint section, GroupMembership standing) {
        PartitionCheckpoint.HeaderState header = section.header();
        if (header == null) {
            return null;
        }
        PartitionCheckpoint.Floor floor = header.floor();
        PartitionHeader next = new PartitionHeader(
                settings.groupId(),
                settings.commandsTopicId(),
                settings.partitions(),
                section.position(),
                transactionalId,
                standing.member().memberId(),
                header.clean(),
                kind(floor),
                value(floor),
                settings.lease().toMillis());
        LedgerFormat format = format(section);
        // A worker of an older version must not take a ledger whose commands it cannot see.
        boolean isProtected = section.blocks().areLeft() && !format.hasBlocks();
        return LedgerCodec.encode(next, isProtected ? LedgerFormat.BLOCKS : format);
    }

    private static byte kind(PartitionCheckpoint.Floor floor) {
        return switch (floor) {
            case PartitionCheckpoint.Floor.None none -> PartitionHeader.NO_FLOOR;
            case PartitionCheckpoint.Floor.At at -> PartitionHeader.FLOOR_AT;
            case PartitionCheckpoint.Floor.Here here -> PartitionHeader.FLOOR_AGE;
        };
    }

    private long value(PartitionCheckpoint.Floor floor) {
        return switch (floor) {
            case PartitionCheckpoint.Floor.None none -> 0;
            case PartitionCheckpoint.Floor.At at -> at.brokerMillis();
            case PartitionCheckpoint.Floor.Here here -> millisSince(here.nanos());
        };
    }

    /* The time that is left, rounded up; 0 when the moment has passed. */
    private TimeLeft left(MonotonicMoment until) {
        return new TimeLeft(Math.max(0, -millisSince(until.nanos())));
    }

    /* Rounded down: an age that is too small makes the departure later, which is safe. */
    private long millisSince(long at) {
        return Math.floorDiv(nanos.getAsLong() - at, MILLISECONDS.toNanos(1));
    }
}
