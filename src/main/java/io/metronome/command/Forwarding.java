package io.metronome.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of commands that were produced to another partition than their instance's, because the producer uses another
 * partitioner or no key. The copy names its origin in a header, so that its reply is that of the original. A record
 * with this header is not copied again.
 */
public final class Forwarding {
    /** {@code partition:offset:timestamp} of the original. */
    public static final String ORIGIN = RecordHeader.OWN + "forwarded-from";

    private Forwarding() {}

    /**
     * The position where a producer put the record. A producer can write any header, so an origin is used only when
     * it names another partition than the record's own.
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

    /** Returns true if the record is a forwarded copy. */
    public static boolean isForwarded(CommandRecord commandRecord) {
        return commandRecord.source().partition() != commandRecord.partition();
    }

    /** The copy for the home partition; {@code instead} is written if the topic refuses the copy. */
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
