package io.metronome.command.shape;

import tools.jackson.core.JsonParser;

/**
 * A JSON number within a range, whole or not.
 *
 * @param min the least value
 * @param max the largest value
 */
public record NumberRange(int min, int max) implements Shape {

    /** A number from {@code min} to {@code max}. */
    public static NumberRange of(int min, int max) {
        return new NumberRange(min, max);
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        return isWithin(json) || errors.refuse(json, allowed(), JsonDescription.in(json));
    }

    private boolean isWithin(JsonParser json) {
        if (json.currentToken() == null || !json.currentToken().isNumeric()) {
            return false;
        }
        // Too large an exponent gives an infinite double, which is outside of every range.
        double value = json.getDoubleValue();
        return value >= min && value <= max;
    }

    @Override
    public String allowed() {
        return "a JSON number from " + min + " to " + max;
    }
}
