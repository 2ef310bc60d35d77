package io.metronome.command.shape;

import tools.jackson.core.JsonParser;

/**
 * Text that must not stand twice in one array.
 *
 * @param text the length that it must have
 */
public record DistinctString(StringField text) implements Shape {
    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        boolean good = text.read(json, errors);
        if (good && !errors.isDistinct(json.getString())) {
            return errors.refuse(json, allowed(), "a text that stands there before");
        }
        return good;
    }

    @Override
    public String allowed() {
        return text.allowed() + ", each different";
    }
}
