package io.metronome.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading one ledger partition. The last record of a key counts, also where an earlier one is of a newer
 * format: its writer has gone back since. The header decides the read position. A
 * disagreement with Kafka's committed offset is an error with an explanation, never a guess.
 */
final class LedgerReading implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final LedgerSettings settings;
    private final int partition;
    private final @Nullable OffsetAndMetadata committed;
    private final LongSupplier earliest;

    private final Map<Long, PendingCommandRecord> waiting = new TreeMap<>();
    private final BlocksReading blocks = new BlocksReading();
    private final Map<String, Restored.RestoredPace> paces = new LinkedHashMap<>();
    private final Map<String, InstanceCondition<BrokerMoment>> conditions = new LinkedHashMap<>();
    private final Map<Integer, Restored.RestoredSentIds> sent = new LinkedHashMap<>();
    private long nextSentSequence;
    private final Map<ByteBuffer, byte[]> unknown = new LinkedHashMap<>();
    private byte @Nullable [] header;
    private long headerAppendedAt;
    private long heapBytes;

    LedgerReading(
            LedgerSettings settings, int partition, @Nullable OffsetAndMetadata committed, LongSupplier earliest) {
        this.settings = settings;
        this.partition = partition;
        this.committed = committed;
        this.earliest = earliest;
    }

    /** About the heap that what was read so far will cost, in bytes. */
    long heapBytes() {
        return heapBytes + blocks.heapBytes();
    }

    Restoration.RestoredState verified(Consumer<LedgerReading> read) {
        try {
            read.accept(this);
            return new Restoration.RestoredState(restored(), nextSentSequence);
        } catch (LedgerRefusedException e) {
            throw new LedgerRefusedException(
                    "partition " + partition + " of " + settings.topic() + " cannot be served: " + e.getMessage());
        }
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (!Key.isKnown(record.key())) {
            unknown(record);
            return;
        }
        switch (Key.decode(record.key())) {
            case Key.CommandKey command ->
                keep(
                        waiting,
                        command.offset(),
                        value,
                        it -> LedgerCodec.waiting(it, settings.commandsTopic(), partition, command.offset()),
                        PendingCommandRecord::heapBytes);
            case Key.BlockKey block -> blocks.block(block.number(), value);
            case Key.EndsKey ends -> blocks.ends(ends.number(), value);
            case Key.HeaderKey ignored -> {
                header = value;
                headerAppendedAt = record.timestamp();
            }
            case Key.PaceKey pace ->
                keep(
                        paces,
                        pace.instance(),
                        value,
                        it -> PaceCodec.decode(it, pace.instance(), record.timestamp()),
                        paced -> Restored.INSTANCE_BYTES);
            case Key.ConditionKey condition ->
                keep(
                        conditions,
                        condition.instance(),
                        value,
                        it -> ConditionCodec.decode(it, condition.instance(), record.timestamp()),
                        found -> Restored.INSTANCE_BYTES);
            case Key.SentIdsKey slot -> {
                keep(
                        sent,
                        slot.slot(),
                        value,
                        it -> new Restored.RestoredSentIds(record.timestamp(), LedgerCodec.sent(it)),
                        Restored.RestoredSentIds::heapBytes);
                nextSentSequence = value == null
                        ? nextSentSequence
                        : Math.max(nextSentSequence, LedgerCodec.sentSequence(value) + 1);
            }
        }
    }

    /* What a newer version has deleted again is in nobody's way, though Kafka may keep it for hours. */
    private void unknown(ConsumerRecord<byte[], byte[]> record) {
        ByteBuffer key = ByteBuffer.wrap(record.key());
        if (record.value() == null) {
            unknown.remove(key);
        } else {
            unknown.put(key, record.key());
        }
    }

    /* The last record of a key counts, and a tombstone deletes it. */
    private <K, V> void keep(
            Map<K, V> last, K key, byte @Nullable [] value, Function<byte[], V> decode, ToLongFunction<V> bytes) {
        V next = value == null ? null : decode.apply(value);
        V before = next == null ? last.remove(key) : last.put(key, next);
        heapBytes += next == null ? 0 : bytes.applyAsLong(next);
        heapBytes -= before == null ? 0 : bytes.applyAsLong(before);
    }

    private Restored restored() {
        unknown.values().forEach(Key::decode);
        if (header == null) {
            return new Restored(
                    fresh(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Restored.OwnershipEnd.Never(),
                    settings.format().after(null),
                    RestoredBlocks.NONE);
        }
        PartitionHeader found = LedgerCodec.header(header);
        LedgerFormat format = LedgerCodec.format(header);
        check(found, format);
        List<PendingCommandRecord> all = new ArrayList<>(waiting.values());
        waiting.clear();
        RestoredBlocks restoredBlocks = blocks.decode(all, this::decode);
        Restored.OwnershipEnd end = found.clean()
                ? new Restored.OwnershipEnd.Clean(floor(found))
                : new Restored.OwnershipEnd.Unclean(found.leaseMillis());
        return new Restored(
                found.position(),
                all,
                new ArrayList<>(paces.values()),
                new ArrayList<>(conditions.values()),
                new ArrayList<>(sent.values()),
                end,
                settings.format().after(format),
                restoredBlocks);
    }

    private PendingCommandRecord decode(byte[] block, int from, int length, long offset) {
        return LedgerCodec.waiting(block, from, length, settings.commandsTopic(), partition, offset);
    }

    private PartitionCheckpoint.Floor floor(PartitionHeader found) {
        return switch (found.floorKind()) {
            case PartitionHeader.NO_FLOOR -> new PartitionCheckpoint.Floor.None();
            case PartitionHeader.FLOOR_AT -> new PartitionCheckpoint.Floor.At(found.floor());
            case PartitionHeader.FLOOR_AGE -> new PartitionCheckpoint.Floor.At(headerAppendedAt - found.floor());
            default -> throw new LedgerRefusedException("its header has the unknown floor " + found.floorKind());
        };
    }

    private long fresh() {
        boolean isHome = partition < settings.partitions();
        if (committed == null) {
            return earliest.getAsLong();
        }
        if (isHome) {
            throw new LedgerRefusedException("the group " + settings.groupId() + " has read up to offset "
                    + committed.offset() + " but the ledger is empty. Was the ledger topic re-created? To start over"
                    + " and lose what waited, delete the group's offsets for this partition");
        }
        return committed.offset();
    }

    private void check(PartitionHeader found, LedgerFormat format) {
        agree("the consumer group", found.groupId(), settings.groupId());
        agree("the id of the commands topic", found.topicId(), settings.commandsTopicId());
        agree("the ledger's partition count", found.partitions(), settings.partitions());
        agree(
                "the read position (was the group renamed, were its offsets reset, or did they expire?)",
                found.position(),
                committed == null ? "none" : committed.offset());
        if (!format.hasBlocks() && !blocks.isEmpty()) {
            throw new LedgerRefusedException("it has blocks, and its header names format " + format.number());
        }
    }

    private void agree(String what, Object inLedger, Object here) {
        if (!inLedger.toString().equals(here.toString())) {
            throw new LedgerRefusedException(what + " differs: the ledger says " + inLedger + ", here it is " + here);
        }
    }
}
