package io.metronome.command;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of the commands topic: its bytes and its position. A dead letter repeats the bytes verbatim, so the arrays
 * must not be changed.
 *
 * @param topic the commands topic
 * @param partition the partition it was read from
 * @param offset its offset there
 * @param timestamp the record's timestamp, milliseconds since the epoch
 * @param key the record's key, null when it had none
 * @param value the record's value, null for a tombstone
 * @param headers the record's headers in their order
 * @param origin the position where a producer put a record that was forwarded; null for a record that stands where its
 *     producer put it
 */
public record CommandRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<RecordHeader> headers,
        @Nullable Source origin) {
    private static final String WITHOUT_CONTENT = RecordHeader.OWN + "without-content";
    private static final int LONGEST_ORIGIN = 64;
    private static final int OBJECT = HeapBytes.ofFields(40);
    private static final int ORIGIN = HeapBytes.ofFields(24);
    private static final int LONGEST_KEY = 1_000;

    /** A record that may have been forwarded: an origin that is this position is not kept. */
    public CommandRecord(
            String topic,
            int partition,
            long offset,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> headers,
            @Nullable Source origin) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.origin = origin == null || origin.isAt(topic, partition, offset, timestamp) ? null : origin;
    }

    /** The position where a producer put the record; for a forwarded copy it differs from this position. */
    public Source source() {
        return Objects.requireNonNullElseGet(origin, () -> new Source(topic, partition, offset, timestamp));
    }

    /** The bytes of heap that this record costs. The name of its topic is shared. */
    public int heapBytes() {
        int bytes = OBJECT + (origin == null ? 0 : ORIGIN) + HeapBytes.of(key) + HeapBytes.of(value);
        if (!headers.isEmpty()) {
            bytes += HeapBytes.LIST + HeapBytes.ofReferences(headers.size());
        }
        for (RecordHeader header : headers) {
            bytes += header.heapBytes();
        }
        return bytes;
    }

    /**
     * The bytes of key, value and headers as they are counted against {@code intake.max-record-bytes}. The ledger writes
     * exactly these, and a fixed number of bytes beside them. The header of a forwarded copy does not count: the copy
     * must not be larger than the original.
     */
    public long contentBytes() {
        long bytes = length(key) + length(value);
        boolean isFree = Forwarding.isForwarded(this);
        for (RecordHeader header : headers) {
            if (isFree && header.name().equals(Forwarding.ORIGIN) && length(header.value()) <= LONGEST_ORIGIN) {
                isFree = false;
            } else {
                bytes += header.bytes();
            }
        }
        return bytes;
    }

    /** This record without value and headers, and without a long key, for a topic that refuses the whole. */
    public CommandRecord withoutContent(String why) {
        byte[] shortKey = key == null || key.length > LONGEST_KEY ? null : key;
        List<RecordHeader> explanation = List.of(RecordHeader.of(WITHOUT_CONTENT, why));
        return new CommandRecord(topic, partition, offset, timestamp, shortKey, null, explanation, origin);
    }

    /** Why this record has no content any more, for people; null for a record as it was read. */
    public @Nullable String whyWithoutContent() {
        return value == null ? header(WITHOUT_CONTENT) : null;
    }

    /** The last header value of that name as text, or null: a producer adds a header to replace a former one. */
    public @Nullable String header(String name) {
        RecordHeader header = RecordHeader.last(headers, name);
        return header == null ? null : header.text();
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
