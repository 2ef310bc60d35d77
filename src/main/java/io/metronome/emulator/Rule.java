package io.metronome.emulator;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a JSON value must be, in the words of Joi, the validator that speaks in GREEN-API's 400 answers. */
@FunctionalInterface
interface Rule {

    /** What is wrong with the value under that name, or null when nothing is. */
    @Nullable
    String broken(String name, JsonNode value);

    /** Any text, the empty one too. */
    static Rule anyText() {
        return (name, value) -> value.isString() ? null : quoted(name) + " must be a string";
    }

    static Rule text() {
        return anyText().and(value -> !value.stringValue().isEmpty(), "is not allowed to be empty");
    }

    /** Text of so many characters (code points) at most. */
    static Rule text(int max) {
        return text().and(
                        value ->
                                value.stringValue().codePoints().limit(max + 1L).count() <= max,
                        "length must be less than or equal to " + max + " characters long");
    }

    static Rule matching(Pattern pattern, String words) {
        return text().and(value -> pattern.matcher(value.stringValue()).matches(), words);
    }

    static Rule oneOf(String... allowed) {
        List<String> list = Arrays.asList(allowed);
        return anyText().and(value -> list.contains(value.stringValue()), "must be one of " + list);
    }

    static Rule integer(long min, long max) {
        Rule number = (name, value) -> value.isNumber() ? null : quoted(name) + " must be a number";
        return number.and(value -> value.isIntegralNumber() && value.canConvertToLong(), "must be an integer")
                .and(value -> value.longValue() >= min, "must be larger than or equal to " + min)
                .and(value -> value.longValue() <= max, "must be less than or equal to " + max);
    }

    /** A boolean, or the yes and no that the pages write for some of them. */
    static Rule flag() {
        return (name, value) -> value.isBoolean() ? null : oneOf("yes", "no").broken(name, value);
    }

    static Rule listOf(Rule element) {
        return (name, value) -> {
            if (!value.isArray()) {
                return quoted(name) + " must be an array";
            }
            for (int i = 0; i < value.size(); i++) {
                String broken = element.broken(name + "[" + i + "]", value.get(i));
                if (broken != null) {
                    return broken;
                }
            }
            return null;
        };
    }

    /** Also this; asked only when what came before is kept. */
    default Rule and(Predicate<JsonNode> kept, String words) {
        return (name, value) -> {
            String before = broken(name, value);
            return before != null || kept.test(value) ? before : quoted(name) + " " + words;
        };
    }

    private static String quoted(String name) {
        return "'" + name + "'";
    }
}
