package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** One header of a Kafka record. Names that begin with {@value #OWN} are metronome's own. */
public record RecordHeader(String name, byte @Nullable [] value) {

    /** Prefix of the headers that metronome writes, and never copies from a command. */
    public static final String OWN = "metronome-";

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
}
