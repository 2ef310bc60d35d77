package io.metronome.emulator;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A rule for JSON values, with the error texts of Joi, the validator behind GREEN-API's 400 answers. */
@FunctionalInterface
interface Rule {

    /** The error text for a value with that name, or null if the value follows the rule. */
    @Nullable
    String broken(String name, JsonNode value);

    /** Any text, also an empty one. */
    static Rule anyText() {
        return (name, value) -> value.isString() ? null : quoted(name) + " must be a string";
    }

    static Rule text() {
        return anyText().and(value -> !value.stringValue().isEmpty(), "is not allowed to be empty");
    }

    /** The length of a text in characters: Unicode code points. */
    static int characters(JsonNode text) {
        String value = text.stringValue();
        return value.codePointCount(0, value.length());
    }

    /** Text that is not empty, and matches the whole pattern. */
    static Rule matching(Pattern pattern, String words) {
        return text().and(value -> pattern.matcher(value.stringValue()).matches(), words);
    }

    static Rule oneOf(List<String> allowed) {
        return anyText().and(value -> allowed.contains(value.stringValue()), "must be one of " + allowed);
    }

    /** Any integer that fits into 64 bits. */
    static Rule integer() {
        Rule number = (name, value) -> value.isNumber() ? null : quoted(name) + " must be a number";
        return number.and(value -> value.isIntegralNumber() && value.canConvertToLong(), "must be an integer");
    }

    static Rule integer(long min, long max) {
        return integer()
                .and(value -> value.longValue() >= min, "must be larger than or equal to " + min)
                .and(value -> value.longValue() <= max, "must be less than or equal to " + max);
    }

    static Rule number(int min, int max) {
        Rule number = (name, value) -> value.isNumber() ? null : quoted(name) + " must be a number";
        return number.and(value -> value.doubleValue() >= min, "must be larger than or equal to " + min)
                .and(value -> value.doubleValue() <= max, "must be less than or equal to " + max);
    }

    static Rule flag() {
        return (name, value) -> value.isBoolean() ? null : quoted(name) + " must be a boolean";
    }

    /** A boolean, or one of the words that the documentation has for it. */
    static Rule flagOr(List<String> words) {
        return (name, value) -> value.isBoolean() ? null : oneOf(words).broken(name, value);
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

    /** This rule and then another one, which is checked only if this one is followed. */
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
