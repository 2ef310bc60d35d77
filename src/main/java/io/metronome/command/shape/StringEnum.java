package io.metronome.command.shape;

import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One of a few words, spelled exactly so.
 *
 * @param words the words that are allowed, in the order of the documentation
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
    public boolean read(JsonParser json, ValidationErrors findings) {
        boolean good = json.currentToken() == JsonToken.VALUE_STRING && words.contains(json.getString());
        return good || findings.refuse(json, allowed(), JsonDescription.in(json));
    }

    @Override
    public String allowed() {
        return words.size() == 1 ? '"' + words.getFirst() + '"' : "one of " + String.join(", ", words);
    }
}
