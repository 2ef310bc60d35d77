package io.metronome.command;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A record that leaves with the next checkpoint: a result, a dead letter, or a copy forwarded to its home partition.
 *
 * @param partition the partition it must go to, null to leave it to the key
 * @param instead what to write when the broker refuses this one for what it is (too large, topic gone); null when
 *     nothing smaller can be said
 */
public record Reply(
        String topic,
        @Nullable Integer partition,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<RecordHeader> headers,
        @Nullable Supplier<Reply> instead) {

    /** Bytes on the wire, estimated; bounds the size of a checkpoint. */
    public int bytes() {
        int bytes = 64 + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (RecordHeader header : headers) {
            bytes += 8 + header.name().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }
}
