package io.metronome.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** The ids of instances: text of digits. Not numbers, because real ids are longer than the documentation says. */
public final class InstanceId {
    public static final String ALLOWED = "the instance's id, up to 32 digits such as \"1101000001\"";

    private static final int LONGEST = 32;

    private InstanceId() {}

    /** Returns true if the text is an id. */
    public static boolean isOne(String text) {
        return text.length() <= LONGEST && Digits.are(text, 0, text.length());
    }

    /** The id in a record's key, or null if the key is no id. */
    static @Nullable String in(byte @Nullable [] key) {
        if (key == null || key.length > LONGEST) {
            return null;
        }
        // Decodes one character per byte, so that bytes beyond ASCII are no digits.
        String text = new String(key, ISO_8859_1);
        return isOne(text) ? text : null;
    }
}
