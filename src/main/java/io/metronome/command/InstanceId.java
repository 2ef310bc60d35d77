package io.metronome.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** The ids of instances: digits, and text rather than a number, since real ones outgrow what the documentation says. */
final class InstanceId {
    static final String ALLOWED = "the instance's id, up to 32 digits such as \"1101000001\"";

    private static final int LONGEST = 32;

    private InstanceId() {}

    /** Whether the text is an id. */
    static boolean isOne(String text) {
        return text.length() <= LONGEST && Digits.are(text, 0, text.length());
    }

    /** The id that a record's key is, or null. */
    static @Nullable String in(byte @Nullable [] key) {
        if (key == null || key.length > LONGEST) {
            return null;
        }
        // One character per byte: what is not ASCII comes out as no digit.
        String text = new String(key, ISO_8859_1);
        return isOne(text) ? text : null;
    }
}
