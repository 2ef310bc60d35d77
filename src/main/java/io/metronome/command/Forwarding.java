package io.metronome.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Copies of commands that were produced to another partition than their instance's, because the producer uses another
 * partitioner or no key. The copy names its origin in a header, so that its reply is that of the original. A record
 * with this header is not copied again.
 */
public final class Forwarding {
    /** {@code partition:offset:timestamp} of the original. */
    public static final String ORIGIN = RecordHeader.OWN + "forwarded-from";

    private static final Pattern POSITION = Pattern.compile("(\\d{1,10}):(\\d{1,19}):(-?\\d{1,19})");

    private Forwarding() {}

    /**
     * The position where a producer put the record. A producer can write any header, so an origin is used only when
     * it names another partition than the record's own.
     */
    public static Source source(String topic, int partition, long offset, long timestamp, List<RecordHeader> headers) {
        RecordHeader header = headers.isEmpty() ? null : RecordHeader.last(headers, ORIGIN);
        Source origin = header == null ? null : origin(topic, header.text());
        return origin != null && origin.partition() != partition
                ? origin
                : new Source(topic, partition, offset, timestamp);
    }

    /** Returns true if the record is a forwarded copy. */
    public static boolean isForwarded(CommandRecord commandRecord) {
        Source origin = commandRecord.origin();
        return origin != null && origin.partition() != commandRecord.partition();
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
        Matcher found = text == null ? null : POSITION.matcher(text);
        if (found == null || !found.matches()) {
            return null;
        }
        try {
            return new Source(
                    topic,
                    Integer.parseInt(found.group(1)),
                    Long.parseLong(found.group(2)),
                    Long.parseLong(found.group(3)));
        } catch (NumberFormatException beyondALong) {
            return null;
        }
    }
}
