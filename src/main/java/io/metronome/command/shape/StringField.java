package io.metronome.command.shape;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Any text of a certain length. Error messages never repeat it.
 *
 * @param min the least number of characters, counted as Unicode code points
 * @param max the largest
 */
public record StringField(int min, int max) implements Shape {

    /** Text of any length. */
    public static StringField any() {
        return new StringField(0, Integer.MAX_VALUE);
    }

    /** Text of at least one character. */
    public static StringField some() {
        return new StringField(1, Integer.MAX_VALUE);
    }

    /** Text of {@code min} to {@code max} characters. */
    public static StringField of(int min, int max) {
        return new StringField(min, max);
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return errors.refuse(json, allowed(), JsonDescription.kindOf(json));
        }
        int length = codePoints(json);
        if (length < min || length > max) {
            return errors.refuse(json, allowed(), length == 0 ? "empty text" : length + " characters");
        }
        return true;
    }

    private static int codePoints(JsonParser json) {
        return Character.codePointCount(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
    }

    @Override
    public String allowed() {
        if (max < Integer.MAX_VALUE) {
            return "text of " + min + " to " + max + " characters";
        }
        return min == 0 ? "text" : "text of at least " + (min == 1 ? "one character" : min + " characters");
    }
}
