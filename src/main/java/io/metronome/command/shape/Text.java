package io.metronome.command.shape;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Free text; its content is never repeated in a message.
 *
 * @param min the least number of characters, counted as Unicode code points
 * @param max the largest
 */
public record Text(int min, int max) implements Shape {

    /** Text of any length. */
    public static Text any() {
        return new Text(0, Integer.MAX_VALUE);
    }

    /** Text of at least one character. */
    public static Text some() {
        return new Text(1, Integer.MAX_VALUE);
    }

    /** Text of {@code min} to {@code max} characters. */
    public static Text of(int min, int max) {
        return new Text(min, max);
    }

    @Override
    public boolean read(JsonParser json, Findings findings) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return findings.refuse(json, allowed(), Found.kindOf(json));
        }
        int length = codePoints(json);
        if (length < min || length > max) {
            return findings.refuse(json, allowed(), length == 0 ? "empty text" : length + " characters");
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
