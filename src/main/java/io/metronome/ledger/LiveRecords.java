package io.metronome.ledger;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records of the ledger that count, and the others: tombstones, and records with a later one of their key.
 * Records have to come in the order of their partition. Reads keys, and how many commands are in blocks.
 */
public final class LiveRecords implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final Map<LiveKey, Integer> live = new LinkedHashMap<>();
    private final Map<RecordKind, Integer> kinds = new EnumMap<>(RecordKind.class);
    private long all;
    private long inBlocks;
    private long onlyWithBlocks;

    /** The subject of a record of the ledger. */
    public enum RecordKind {
        COMMAND,
        BLOCK,
        ENDS,
        PACE,
        CONDITION,
        SENT_IDS,
        HEADER
    }

    private record LiveKey(int partition, ByteBuffer key) {}

    /** Counts a record. Throws a {@link LedgerRefusedException} for a kind that only a newer version knows. */
    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        RecordKind kind = kind(Key.decode(record.key()));
        LiveKey key = new LiveKey(record.partition(), ByteBuffer.wrap(record.key()));
        all++;
        onlyWithBlocks += needsBlocks(kind, record.value()) ? 1 : 0;
        Integer now = record.value() == null ? null : commands(kind, record.value());
        Integer before = now == null ? live.remove(key) : live.put(key, now);
        kinds.merge(kind, (now == null ? 0 : 1) - (before == null ? 0 : 1), Integer::sum);
        inBlocks += number(now) - number(before);
    }

    private static boolean needsBlocks(RecordKind kind, byte @Nullable [] value) {
        return kind == RecordKind.BLOCK
                || kind == RecordKind.ENDS
                || (kind == RecordKind.HEADER
                        && value != null
                        && value.length > 0
                        && value[0] >= LedgerFormat.BLOCKS.number());
    }

    private static int number(@Nullable Integer commands) {
        return commands == null ? 0 : commands;
    }

    /* Ends take away from what their block has. */
    private static int commands(RecordKind kind, byte[] value) {
        return switch (kind) {
            case BLOCK -> BlockCodec.count(value);
            case ENDS -> -BlockCodec.ends(value).cardinality();
            case COMMAND, PACE, CONDITION, SENT_IDS, HEADER -> 0;
        };
    }

    private static RecordKind kind(Key key) {
        return switch (key) {
            case Key.CommandKey command -> RecordKind.COMMAND;
            case Key.BlockKey block -> RecordKind.BLOCK;
            case Key.EndsKey ends -> RecordKind.ENDS;
            case Key.PaceKey pace -> RecordKind.PACE;
            case Key.ConditionKey condition -> RecordKind.CONDITION;
            case Key.SentIdsKey sent -> RecordKind.SENT_IDS;
            case Key.HeaderKey header -> RecordKind.HEADER;
        };
    }

    /** How many records count. */
    public int live() {
        return live.size();
    }

    /** How many records of that kind count. */
    public int live(RecordKind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** How many commands wait, in records of their own and in blocks. */
    public long commands() {
        return live(RecordKind.COMMAND) + inBlocks;
    }

    /** How many records, dead ones included, a worker refuses that does not know blocks. */
    public long onlyWithBlocks() {
        return onlyWithBlocks;
    }

    /** How many records do not count. Compaction deletes them. */
    public long dead() {
        return all - live.size();
    }
}
