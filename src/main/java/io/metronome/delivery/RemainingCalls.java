package io.metronome.delivery;

import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The quota in the body of a 466 (GREEN-API docs, page 466-error-example-body), without its descriptions, which list
 * the chat ids of other recipients.
 */
final class RemainingCalls {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_]{1,40}|\\d{1,9}");

    private RemainingCalls() {}

    /** For example {@code (sendmessage QUOTE_ALLOWED 67 of 0)}. Empty when the body has another form. */
    static String words(String body) {
        StringJoiner words = new StringJoiner(", ", " (", ")").setEmptyValue("");
        try (JsonParser json = JsonAnswer.parser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT && json.currentName() != null) {
                    words.add(one(json));
                }
            }
        } catch (JacksonException cutOrNoJson) {
            // Only the part that was read so far can be reported.
            return words.toString();
        }
        return words.toString();
    }

    private static String one(JsonParser json) {
        String method = "?";
        String status = "?";
        String used = "?";
        String total = "?";
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            String value = json.nextToken().isScalarValue() ? plain(json.getString()) : "?";
            json.skipChildren();
            switch (name) {
                case "method" -> method = value;
                case "status" -> status = value;
                case "used" -> used = value;
                case "total" -> total = value;
                default -> {}
            }
        }
        return method + " " + status + " " + used + " of " + total;
    }

    private static String plain(@Nullable String value) {
        return value != null && PLAIN.matcher(value).matches() ? value : "?";
    }
}
