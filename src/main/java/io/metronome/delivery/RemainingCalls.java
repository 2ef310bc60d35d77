package io.metronome.delivery;

import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a 466 says of the quota (GREEN-API docs, page 466-error-example-body), without its descriptions: they list the
 * chat ids of other recipients.
 */
final class RemainingCalls {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_]{1,40}|\\d{1,9}");

    private RemainingCalls() {}

    /** Such as {@code (sendmessage QUOTE_ALLOWED 67 of 0)}; empty when the body is another. */
    static String words(String body) {
        StringJoiner words = new StringJoiner(", ", " (", ")").setEmptyValue("");
        try (JsonParser json = JsonAnswer.parser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT && json.currentName() != null) {
                    words.add(one(json));
                }
            }
        } catch (JacksonException cutOrNoJson) {
            // What was read so far is all there is to say.
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
