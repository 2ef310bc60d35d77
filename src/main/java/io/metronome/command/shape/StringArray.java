package io.metronome.command.shape;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An array of texts; it may be empty.
 *
 * @param each the shape of every element
 */
public record StringArray(Shape each) implements Shape {

    /** An array of texts, none of them empty. */
    public static StringArray any() {
        return new StringArray(StringField.some());
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return errors.refuse(json, allowed(), JsonDescription.in(json));
        }
        boolean good = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            good &= each.read(json, errors);
        }
        return good;
    }

    @Override
    public String allowed() {
        return "an array of texts";
    }
}
