package io.metronome.command.shape;

import java.util.function.ObjIntConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/**
 * A JSON integer within a range. Neither {@code 1000.0} nor {@code "1000"} is one.
 *
 * @param min the least value
 * @param max the largest value
 * @param allowed the range in words, to follow "must be"
 * @param keep where a good value is noted
 */
public record IntegerRange(long min, long max, String allowed, ObjIntConsumer<ValidationErrors> keep) implements Shape {

    /** An integer from {@code min} to {@code max}. */
    public static IntegerRange of(long min, long max) {
        return new IntegerRange(min, max, "a JSON integer from " + min + " to " + max, (findings, value) -> {});
    }

    /** A positive integer of {@code min} to {@code max} digits, 18 at most. */
    public static IntegerRange ofDigits(int min, int max) {
        String allowed = "a JSON integer of " + min + " to " + max + " digits";
        return new IntegerRange(powerOfTen(min - 1), powerOfTen(max) - 1, allowed, (findings, value) -> {});
    }

    /** The same, noting each good value; for ranges within {@code int}. */
    public IntegerRange keptBy(ObjIntConsumer<ValidationErrors> note) {
        return new IntegerRange(min, max, allowed, note);
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors findings) {
        if (!isWithin(json)) {
            return findings.refuse(json, allowed, JsonDescription.in(json));
        }
        keep.accept(findings, (int) json.getLongValue());
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
