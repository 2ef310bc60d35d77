package io.metronome.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of commands that stood on another partition than their instance's: a producer with another partitioner, or
 * without a key. The copy names its origin in a header, so that its reply is that of the original. A copy is made once:
 * the header is what tells that it was made.
 */
public final class Forwarding {
    /** {@code partition:offset:timestamp} of the original. */
    public static final String ORIGIN = RecordHeader.OWN + "forwarded-from";

    private Forwarding() {}

    /**
     * Where a record was first put. A producer can write any header, so an origin is believed only when it points to
     * another partition than the record's own.
     */
    public static Source source(String topic, int partition, long offset, long timestamp, List<RecordHeader> headers) {
        for (RecordHeader header : headers) {
            if (header.name().equals(ORIGIN)) {
                Source origin = origin(topic, header.text());
                if (origin != null && origin.partition() != partition) {
                    return origin;
                }
            }
        }
        return new Source(topic, partition, offset, timestamp);
    }

    /** Whether the letter is a copy. */
    public static boolean isForwarded(CommandRecord commandRecord) {
        return commandRecord.source().partition() != commandRecord.partition();
    }

    /** The copy for the home partition, or {@code instead} should the topic refuse it. */
    public static Reply copy(CommandRecord commandRecord, int home, Supplier<Reply> instead) {
        List<RecordHeader> headers = new ArrayList<>();
        for (RecordHeader header : commandRecord.headers()) {
            if (!header.name().equals(ORIGIN)) {
                headers.add(header);
            }
        }
        headers.add(RecordHeader.of(
                ORIGIN, commandRecord.partition() + ":" + commandRecord.offset() + ":" + commandRecord.timestamp()));
        return new Reply(commandRecord.topic(), home, commandRecord.key(), commandRecord.value(), headers, instead);
    }

    private static @Nullable Source origin(String topic, @Nullable String text) {
        if (text == null || !text.matches("\\d{1,9}:\\d{1,18}:-?\\d{1,18}")) {
            return null;
        }
        String[] parts = text.split(":", 3);
        return new Source(topic, Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
