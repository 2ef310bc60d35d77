package io.metronome.delivery;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the body of an answer to text, whatever its encoding: by its byte-order mark, by the zeros of UTF-16, as
 * UTF-8, and last by the name in its content type. Never throws. The text has no byte-order mark.
 */
final class AnswerText {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private AnswerText() {}

    static String of(byte[] body, @Nullable String contentType) {
        String text = utf16(body);
        if (text == null) {
            text = utf8(body);
        }
        if (text == null) {
            text = new String(body, named(contentType));
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static @Nullable String utf16(byte[] body) {
        if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE)) {
            return new String(body, StandardCharsets.UTF_16);
        }
        // JSON begins with a character of ASCII, which UTF-16 writes with a zero.
        if (body.length > 1 && (body[0] == 0) != (body[1] == 0)) {
            return new String(body, body[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
        }
        return null;
    }

    private static boolean startsWith(byte[] body, int first, int second) {
        return body.length > 1 && body[0] == (byte) first && body[1] == (byte) second;
    }

    /* A replacement character stands for bytes that are not UTF-8, unless the API wrote it. */
    private static @Nullable String utf8(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean isUtf8 = text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body);
        return isUtf8 ? text : null;
    }

    private static Charset named(@Nullable String contentType) {
        Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException nobodyKnowsIt) {
            return StandardCharsets.UTF_8;
        }
    }
}
