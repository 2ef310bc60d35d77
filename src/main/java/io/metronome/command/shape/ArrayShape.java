package io.metronome.command.shape;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An array. Its elements must differ where their shape is, or has, a {@link DistinctString}.
 *
 * @param name the elements in words, such as "buttons"
 * @param each the shape of every element
 * @param min the least number of elements
 * @param max the largest number of elements
 */
public record ArrayShape(String name, Shape each, int min, int max) implements Shape {

    /** An array of {@code min} to {@code max} elements. */
    public static ArrayShape of(String name, Shape each, int min, int max) {
        return new ArrayShape(name, each, min, max);
    }

    /** An array of texts; it may be empty. */
    public static ArrayShape ofTexts(Shape each) {
        return new ArrayShape("texts", each, 0, Integer.MAX_VALUE);
    }

    /** Returns true if no two elements, which are objects, may have the same {@link DistinctString}. */
    public boolean hasDistinctObjects() {
        return each instanceof ObjectShape object
                && object.fields().stream().anyMatch(field -> field.shape() instanceof DistinctString);
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return errors.refuse(json, allowed(), JsonDescription.in(json));
        }
        errors.forgetDistinct();
        boolean good = true;
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            good &= each.read(json, errors);
            size++;
        }
        if (size < min || size > max) {
            return errors.refuse(json, allowed(), size == 0 ? "an empty array" : String.valueOf(size));
        }
        return good;
    }

    @Override
    public String allowed() {
        if (max < Integer.MAX_VALUE) {
            return "an array of " + min + " to " + max + " " + name;
        }
        return "an array of " + name + (min == 0 ? "" : ", at least " + min);
    }
}
