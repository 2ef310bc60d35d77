package io.metronome.command.shape;

import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One word of a list, with exactly this spelling.
 *
 * @param words the allowed words, in the order of the documentation
 */
public record StringEnum(List<String> words) implements Shape {

    public StringEnum {
        words = List.copyOf(words);
    }

    /** One of these words. */
    public static StringEnum of(String... words) {
        return new StringEnum(List.of(words));
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        boolean good = json.currentToken() == JsonToken.VALUE_STRING && words.contains(json.getString());
        return good || errors.refuse(json, allowed(), JsonDescription.in(json));
    }

    @Override
    public String allowed() {
        return words.size() == 1 ? '"' + words.getFirst() + '"' : "one of " + String.join(", ", words);
    }
}
