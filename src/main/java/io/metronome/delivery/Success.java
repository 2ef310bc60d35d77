package io.metronome.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks an answer of the class 2xx. It is a success only with everything that the method promises: GREEN-API answers
 * some failures with 200, too. An answer that can be read and lacks the promise is a refusal. An answer that cannot be
 * read is neither: an id in it shows that the API accepted the message, and without an id the outcome is unknown.
 */
final class Success {
    /** The highest status whose answer can refuse: 200, 201 and 202 say that the API itself answered. */
    private static final int LAST_CLEAR_STATUS = 202;

    private Success() {}

    static Answer of(ApiResponse heard) {
        String text = heard.text();
        JsonAnswer json = heard.isWhole() ? JsonAnswer.read(text) : null;
        if (json != null) {
            return promised(heard, json, text);
        }
        if (text.isBlank() && heard.isWhole()) {
            return switch (heard.promise()) {
                case NOTHING -> new Answer.Accepted(null, null);
                case ID_MESSAGE, SAVE_SETTINGS, MESSAGES, SET_READ -> lacking(heard, "with an empty answer");
            };
        }
        return unreadable(heard, text);
    }

    private static Answer promised(ApiResponse heard, JsonAnswer json, String text) {
        boolean kept = switch (heard.promise()) {
            case NOTHING -> true;
            case ID_MESSAGE -> json.idMessage() != null;
            case SAVE_SETTINGS -> "true".equalsIgnoreCase(json.saveSettings());
            case MESSAGES -> json.hasMessages();
            case SET_READ -> "true".equalsIgnoreCase(json.setRead());
        };
        if (kept) {
            return new Answer.Accepted(redacted(heard, json.idMessage()), asItCame(heard, text));
        }
        return switch (heard.promise()) {
            case SAVE_SETTINGS -> lacking(heard, "but saveSettings is " + told(heard, json.saveSettings()));
            case SET_READ -> lacking(heard, "but setRead is " + told(heard, json.setRead()));
            case MESSAGES -> lacking(heard, "without ids in messages");
            case NOTHING, ID_MESSAGE -> lacking(heard, "without an idMessage");
        };
    }

    private static Answer unreadable(ApiResponse heard, String text) {
        String id = JsonAnswer.idMessageIn(text);
        return switch (heard.promise()) {
            case NOTHING, ID_MESSAGE -> id == null ? unknown(heard) : new Answer.Accepted(redacted(heard, id), null);
            case SAVE_SETTINGS, MESSAGES, SET_READ -> unknown(heard);
        };
    }

    private static Answer unknown(ApiResponse heard) {
        return new Answer.Unknown(
                heard.status(), heard.detail(heard.status() + ", but the answer cannot be read as JSON"));
    }

    private static Answer lacking(ApiResponse heard, String what) {
        String detail = heard.detail(heard.status() + (what.startsWith("but") ? ", " : " ") + what);
        return heard.status() <= LAST_CLEAR_STATUS
                ? new Answer.Refused(heard.status(), detail)
                : new Answer.Unknown(heard.status(), detail);
    }

    private static String told(ApiResponse heard, @Nullable String value) {
        return value == null ? "missing" : ErrorText.cut(heard.redaction().of(value), 20);
    }

    private static @Nullable String redacted(ApiResponse heard, @Nullable String id) {
        return id == null ? null : heard.redaction().of(id);
    }

    /** The body unchanged, except that a token or a byte-order mark is removed, and that it is UTF-8. */
    private static byte @Nullable [] asItCame(ApiResponse heard, String text) {
        String safe = heard.redaction().of(text);
        if (!safe.equals(text) && JsonAnswer.read(safe) == null) {
            // The token was not inside a text.
            return null;
        }
        byte[] plain = safe.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(plain, heard.body()) ? heard.body() : plain;
    }
}
