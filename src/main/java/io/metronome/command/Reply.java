package io.metronome.command;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A record that the next checkpoint writes: a result, a dead letter, or a copy forwarded to its home partition.
 *
 * @param partition the partition to write to, null to choose it by the key
 * @param instead the record to write when the broker refuses this one, whatever the reason; null when there is no
 *     other
 */
public record Reply(
        String topic,
        @Nullable Integer partition,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<RecordHeader> headers,
        @Nullable Supplier<Reply> instead) {

    /** The estimated size on the wire in bytes; it limits the size of a checkpoint. */
    public int bytes() {
        int bytes = 64 + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (RecordHeader header : headers) {
            bytes += (int) header.bytes();
        }
        return bytes;
    }

    /** Names and values of metronome's own headers, for a log line that tells which command this reply is about. */
    public String headersAsText() {
        return headers.stream()
                .filter(header -> header.name().startsWith(RecordHeader.OWN))
                .map(header -> header.name() + "=" + header.text())
                .collect(Collectors.joining(", "));
    }
}
