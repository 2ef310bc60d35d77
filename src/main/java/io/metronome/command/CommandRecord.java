package io.metronome.command;

import java.util.List;
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
 * @param source the position where a producer put the record; for a forwarded copy it differs from this position
 */
public record CommandRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<RecordHeader> headers,
        Source source) {

    /** The estimated heap usage of this record in bytes. */
    public int heapBytes() {
        int bytes = 160 + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (RecordHeader header : headers) {
            bytes += 96 + header.name().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /** The first header value of that name as text, or null. */
    public @Nullable String header(String name) {
        for (RecordHeader header : headers) {
            if (header.name().equals(name)) {
                return header.text();
            }
        }
        return null;
    }
}
