package io.metronome.command.shape;

import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * {@code true} or {@code false}.
 *
 * @param words texts that are accepted as well
 */
public record BooleanField(List<String> words) implements Shape {

    /** Nothing but a JSON boolean. */
    public static BooleanField onlyBoolean() {
        return new BooleanField(List.of());
    }

    /** A JSON boolean, or the text {@code yes} or {@code no}. */
    public static BooleanField orYesNo() {
        return new BooleanField(List.of("yes", "no"));
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        JsonToken token = json.currentToken();
        boolean good = token == JsonToken.VALUE_TRUE
                || token == JsonToken.VALUE_FALSE
                || (token == JsonToken.VALUE_STRING && words.contains(json.getString()));
        return good || errors.refuse(json, allowed(), JsonDescription.in(json));
    }

    @Override
    public String allowed() {
        return words.isEmpty() ? "true or false" : "true or false (or the text \"yes\" or \"no\")";
    }
}
