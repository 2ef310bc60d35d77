package io.metronome.delivery;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the body of an error readable. GREEN-API's bodies are JSON, text, nginx' HTML or empty (docs, page
 * CommonErrors). Their format is not documented, so every body is accepted.
 */
final class ErrorText {
    /** The number of bytes that are read: a message is at the beginning, and this runs on an event loop. */
    private static final int LOOK_AT = 16_384;

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSEEN = Pattern.compile("(?is)<(script|style)\\b.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern TAG = Pattern.compile("<[^>]*>?");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\u00A0\\uFEFF]+");

    private ErrorText() {}

    /** One line of text; empty when the body says nothing. */
    static String of(byte[] body, @Nullable String contentType) {
        int length = Math.min(body.length, LOOK_AT);
        String text = new String(body, 0, length, charset(body, contentType)).strip();
        String message = JsonAnswer.message(text);
        if (message != null) {
            return oneLine(message);
        }
        return oneLine(isHtml(text, contentType) ? visible(text) : text);
    }

    /** At most that many characters, without half a surrogate pair. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return text.substring(0, end) + "…";
    }

    private static Charset charset(byte[] body, @Nullable String contentType) {
        if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException nobodyKnowsIt) {
            return StandardCharsets.UTF_8;
        }
    }

    private static boolean startsWith(byte[] body, int first, int second) {
        return body.length > 1 && body[0] == (byte) first && body[1] == (byte) second;
    }

    private static boolean isHtml(String text, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        return text.startsWith("<") || type.contains("html");
    }

    private static String visible(String html) {
        String plain = TAG.matcher(UNSEEN.matcher(html).replaceAll(" ")).replaceAll(" ");
        return plain.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String oneLine(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
