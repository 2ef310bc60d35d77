package io.metronome.ledger;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the records of the ledger that count, and the others: tombstones, and records with a later one of their key.
 * Records have to come in the order of their partition. Reads keys only.
 */
public final class LiveRecords implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final Set<LiveKey> live = new LinkedHashSet<>();
    private final Map<RecordKind, Integer> kinds = new EnumMap<>(RecordKind.class);
    private long all;

    /** The subject of a record of the ledger. */
    public enum RecordKind {
        COMMAND,
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
        if (record.value() != null && live.add(key)) {
            kinds.merge(kind, 1, Integer::sum);
        } else if (record.value() == null && live.remove(key)) {
            kinds.merge(kind, -1, Integer::sum);
        }
    }

    private static RecordKind kind(Key key) {
        return switch (key) {
            case Key.CommandKey command -> RecordKind.COMMAND;
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

    /** How many records do not count. Compaction deletes them. */
    public long dead() {
        return all - live.size();
    }
}
