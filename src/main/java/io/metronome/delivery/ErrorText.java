package io.metronome.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the body of an error readable. GREEN-API's bodies are JSON, text, nginx' HTML or empty (docs, page
 * CommonErrors). Their format is not documented, so every body is accepted.
 */
final class ErrorText {
    /** The number of bytes that are read: a message is at the beginning, and this runs on an event loop. */
    private static final int LOOK_AT = 16_384;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\u00A0\\uFEFF]+");

    private ErrorText() {}

    /** One line of text; empty when the body says nothing. */
    static String of(byte[] body, @Nullable String contentType) {
        byte[] beginning = body.length > LOOK_AT ? Arrays.copyOf(body, LOOK_AT) : body;
        String text = AnswerText.of(beginning, contentType).strip();
        String message = JsonAnswer.message(text);
        if (message != null) {
            return oneLine(message);
        }
        return oneLine(isHtml(text, contentType) ? HtmlText.visible(text) : text);
    }

    /** At most that many characters, without half a surrogate pair. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return text.substring(0, end) + "…";
    }

    private static boolean isHtml(String text, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        return text.startsWith("<") || type.contains("html");
    }

    private static String oneLine(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
