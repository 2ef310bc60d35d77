package io.metronome.command.shape;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An array of texts; it may be empty.
 *
 * @param each what every element must look like
 */
public record StringArray(Shape each) implements Shape {

    /** An array of texts, none of them empty. */
    public static StringArray any() {
        return new StringArray(StringField.some());
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors findings) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return findings.refuse(json, allowed(), JsonDescription.in(json));
        }
        boolean good = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            good &= each.read(json, findings);
        }
        return good;
    }

    @Override
    public String allowed() {
        return "an array of texts";
    }
}
