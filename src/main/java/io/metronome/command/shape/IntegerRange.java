package io.metronome.command.shape;

import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/**
 * A JSON integer within a range. {@code 1000.0} and {@code "1000"} are not integers.
 *
 * @param name the kind of number, such as "phone number"; null for a plain one
 * @param min the least value
 * @param max the largest value
 * @param allowed the range in words, to follow "must be"
 * @param keep receives each good value
 */
public record IntegerRange(
        @Nullable String name, long min, long max, String allowed, ObjIntConsumer<ValidationErrors> keep)
        implements Shape {

    /** An integer from {@code min} to {@code max}. */
    public static IntegerRange of(long min, long max) {
        return new IntegerRange(null, min, max, "a JSON integer from " + min + " to " + max, (errors, value) -> {});
    }

    /** A positive integer of {@code min} to {@code max} digits, 18 at most. */
    public static IntegerRange ofDigits(String name, int min, int max) {
        String allowed = "a JSON integer of " + min + " to " + max + " digits";
        return new IntegerRange(name, powerOfTen(min - 1), powerOfTen(max) - 1, allowed, (errors, value) -> {});
    }

    /** A copy that reports each good value; for ranges within {@code int}. */
    public IntegerRange keptBy(ObjIntConsumer<ValidationErrors> note) {
        return new IntegerRange(name, min, max, allowed, note);
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        if (!isWithin(json)) {
            return errors.refuse(json, allowed, JsonDescription.in(json));
        }
        keep.accept(errors, (int) json.getLongValue());
        return true;
    }

    private boolean isWithin(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != NumberType.BIG_INTEGER
                && json.getLongValue() >= min
                && json.getLongValue() <= max;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
