package io.metronome.command;

import io.metronome.command.shape.JsonDescription;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Parsers for commands: strict RFC 8259 JSON in UTF-8 without a byte-order mark. */
final class JsonText {
    private static final int DEEPEST = 100;
    private static final int LONGEST_EXPLANATION = 300;

    /** Parts of Jackson's messages that name Jackson's internals. */
    private static final Pattern INNER_NAMES = Pattern.compile(" \\(start marker at .*\\)|, from `[^`]*`");

    private static final JsonFactory PLAIN = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    private static final JsonFactory WITHOUT_DUPLICATES =
            PLAIN.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonText() {}

    /** A parser for the whole array, before its first token. It throws at a duplicate key. */
    static JsonParser open(byte[] json) {
        return WITHOUT_DUPLICATES.createParser(ObjectReadContext.empty(), json, 0, json.length);
    }

    /**
     * A parser for a part that was already read by {@link #open}, before its first token. It accepts duplicate keys.
     */
    static JsonParser reopen(byte[] json, int start, int length) {
        return PLAIN.createParser(ObjectReadContext.empty(), json, start, length);
    }

    /** Returns why the bytes cannot be parsed at all, or null. */
    static @Nullable String flaw(byte[] bytes) {
        if (bytes.length == 0) {
            return "the value is empty";
        }
        int flaw = Utf8.flaw(bytes);
        if (flaw >= 0) {
            return "the value is not UTF-8 at byte " + flaw;
        }
        if (startsWithMark(bytes)) {
            return "the value begins with a byte-order mark; write UTF-8 without one";
        }
        return startsWithNul(bytes) ? "the value is not JSON in UTF-8: a zero byte is among the first" : null;
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    }

    /* Jackson would take zeroes among the first four bytes for UTF-16 or UTF-32, and read on. */
    private static boolean startsWithNul(byte[] bytes) {
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The message of an exception of the parser, in one line, for people. */
    static String explain(RuntimeException thrown) {
        if (!(thrown instanceof JacksonException broken)) {
            return "the JSON parser failed: " + thrown.getClass().getSimpleName();
        }
        String said = INNER_NAMES.matcher(broken.getOriginalMessage()).replaceAll("");
        String message = JsonDescription.oneLine(said, LONGEST_EXPLANATION);
        TokenStreamLocation where = broken.getLocation();
        return where == null
                ? message
                : message + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ')';
    }
}
