package io.metronome.simulation.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** One partition as its leader holds it: records of open transactions stand in it, and hide what comes after them. */
public final class PartitionLog {
    /** A record, or a marker when it has neither key nor value nor headers. */
    record Entry(
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable Headers headers,
            long timestamp,
            @Nullable SimulatedTransaction transaction) {
        boolean isVisible() {
            return headers != null && (transaction == null || transaction.isCommitted());
        }
    }

    /** The records of a fetch, and the offset at which the next one begins. */
    record Fetched(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

    private final TopicPartition name;
    private final Map<SimulatedTransaction, Long> open = new LinkedHashMap<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private List<Entry> entries = new ArrayList<>();
    private long end;

    PartitionLog(TopicPartition name) {
        this.name = name;
    }

    TopicPartition name() {
        return name;
    }

    /** The high watermark. */
    public long end() {
        return end;
    }

    /** The last stable offset: a read_committed consumer is shown nothing from here on. */
    long stable() {
        return open.values().stream().mapToLong(Long::longValue).min().orElse(end);
    }

    public long append(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            long timestamp,
            @Nullable SimulatedTransaction transaction) {
        if (transaction != null) {
            open.putIfAbsent(transaction, end);
        }
        entries.add(new Entry(end, key, value, new RecordHeaders(headers), timestamp, transaction));
        long offset = end++;
        watchers.forEach(Runnable::run);
        return offset;
    }

    /** Adds a watcher, which runs whenever something is appended. */
    void watch(Runnable watcher) {
        if (!watchers.contains(watcher)) {
            watchers.add(watcher);
        }
    }

    /** The marker of a transaction: its records here are decided. */
    void mark(SimulatedTransaction transaction, long timestamp) {
        open.remove(transaction);
        entries.add(new Entry(end++, null, null, null, timestamp, transaction));
        watchers.forEach(Runnable::run);
    }

    /** Committed records from there on, a few at a time. */
    Fetched fetch(long from, int most) {
        long limit = stable();
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        long next = Math.min(Math.max(from, 0), limit);
        for (int i = firstFrom(from); i < entries.size() && found.size() < most; i++) {
            Entry entry = entries.get(i);
            if (entry.offset() >= limit) {
                break;
            }
            next = entry.offset() + 1;
            if (entry.isVisible()) {
                found.add(consumed(entry));
            }
        }
        boolean all = found.size() < most;
        return new Fetched(found, all ? Math.max(from, limit) : next);
    }

    /** Every committed record that is left. */
    public List<ConsumerRecord<byte[], byte[]>> all() {
        return fetch(0, Integer.MAX_VALUE).records();
    }

    /** Every record whose transaction is committed, though its marker may still be on its way. */
    public List<ConsumerRecord<byte[], byte[]>> decided() {
        return entries.stream().filter(Entry::isVisible).map(this::consumed).toList();
    }

    /** Keeps the last word on each key below the stable offset; a tombstone that is older than that moment goes. */
    public void compact(long tombstonesBefore) {
        long limit = stable();
        Map<String, Long> last = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.offset() < limit && entry.isVisible()) {
                last.put(text(entry.key()), entry.offset());
            }
        }
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : entries) {
            boolean isLast = last.getOrDefault(text(entry.key()), -1L) == entry.offset();
            boolean isOld = entry.value() == null && entry.timestamp() < tombstonesBefore;
            if (entry.offset() >= limit || (entry.isVisible() && isLast && !isOld)) {
                kept.add(entry);
            }
        }
        entries = kept;
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "" : new String(key, ISO_8859_1);
    }

    private int firstFrom(long offset) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private ConsumerRecord<byte[], byte[]> consumed(Entry entry) {
        return new ConsumerRecord<>(
                name.topic(),
                name.partition(),
                entry.offset(),
                entry.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                entry.key() == null ? -1 : entry.key().length,
                entry.value() == null ? -1 : entry.value().length,
                entry.key(),
                entry.value(),
                entry.headers() == null ? new RecordHeaders() : entry.headers(),
                java.util.Optional.empty());
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
