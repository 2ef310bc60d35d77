package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One header of a Kafka record. Names that begin with {@value #OWN} are metronome's own. */
public record RecordHeader(String name, byte @Nullable [] value) {

    /** Prefix of the headers that metronome writes, and never copies from a command. */
    public static final String OWN = "metronome-";

    private static final int LENGTHS = 2 * Integer.BYTES;
    private static final int OBJECT = HeapBytes.ofFields(8);

    /** A header whose value is text in UTF-8. */
    public static RecordHeader of(String name, String text) {
        return new RecordHeader(name, text.getBytes(UTF_8));
    }

    /** A header whose value is a number in decimal digits. */
    public static RecordHeader of(String name, long number) {
        return of(name, Long.toString(number));
    }

    /** The value read as UTF-8, or null. */
    public @Nullable String text() {
        return value == null ? null : new String(value, UTF_8);
    }

    /** The last of these headers with that name, or null. The last one counts, as for Kafka's own clients. */
    static @Nullable RecordHeader last(List<RecordHeader> headers, String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                return headers.get(i);
            }
        }
        return null;
    }

    /** The bytes of heap that the header costs. */
    int heapBytes() {
        return OBJECT + HeapBytes.of(name) + HeapBytes.of(value);
    }

    /** The bytes that the header costs where it is written: its name, its value, and the lengths of both. */
    public long bytes() {
        return LENGTHS + (long) name.getBytes(UTF_8).length + (value == null ? 0 : value.length);
    }
}
