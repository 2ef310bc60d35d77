package io.metronome.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks a 200. It is a success only with everything that the method promises: GREEN-API answers some failures with
 * 200, too.
 */
final class Success {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Success() {}

    static Answer of(ApiResponse heard) {
        String text = utf8(heard.body());
        if (text == null) {
            return refused(heard, "200, but the answer is not UTF-8");
        }
        if (text.isBlank()) {
            return switch (heard.promise()) {
                case NOTHING -> new Answer.Accepted(null, null);
                case ID_MESSAGE, SAVE_SETTINGS -> refused(heard, "200 with an empty answer");
            };
        }
        JsonAnswer json = JsonAnswer.read(text);
        return json == null ? refused(heard, "200, but the answer is not JSON") : promised(heard, json, text);
    }

    private static Answer promised(ApiResponse heard, JsonAnswer json, String text) {
        boolean kept = switch (heard.promise()) {
            case NOTHING -> true;
            case ID_MESSAGE -> json.idMessage() != null;
            case SAVE_SETTINGS -> "true".equals(json.saveSettings());
        };
        if (kept) {
            return new Answer.Accepted(json.idMessage(), asItCame(heard, text));
        }
        return switch (heard.promise()) {
            case SAVE_SETTINGS -> refused(heard, "200, but saveSettings is " + told(json.saveSettings()));
            case NOTHING, ID_MESSAGE -> refused(heard, "200 without an idMessage");
        };
    }

    private static String told(@Nullable String value) {
        return value == null ? "missing" : ErrorText.cut(value, 20);
    }

    /** The body unchanged, except that a token or a byte-order mark is removed. */
    private static byte[] asItCame(ApiResponse heard, String text) {
        String safe = heard.redaction().of(text);
        byte[] body = heard.body();
        boolean same = safe.equals(text) && body[0] != (byte) 0xEF;
        return same ? body : safe.getBytes(StandardCharsets.UTF_8);
    }

    private static Answer refused(ApiResponse heard, String meaning) {
        return new Answer.Refused(200, heard.detail(meaning));
    }

    /** Decodes strictly, since the answer is copied into a result as it is. Null when it is not UTF-8. */
    private static @Nullable String utf8(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException anotherEncoding) {
            return null;
        }
    }
}
