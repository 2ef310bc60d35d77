package io.metronome.emulator;

import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.BooleanField;
import io.metronome.command.shape.DistinctString;
import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.NamedField;
import io.metronome.command.shape.NumberRange;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.ObjectShape.FieldByWord;
import io.metronome.command.shape.Shape;
import io.metronome.command.shape.StringEnum;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.StringFormat;
import tools.jackson.databind.JsonNode;

/**
 * Turns a shape of the catalogue into the rules of a request body. The worker checks the same shapes with another
 * reader; tests compare the two.
 */
final class BodyRules {
    private BodyRules() {}

    /** The rule for values of a shape. */
    static Rule of(Shape shape) {
        return switch (shape) {
            case BooleanField flag -> flag.words().isEmpty() ? Rule.flag() : Rule.flagOr(flag.words());
            case StringFormat form -> ApiFormats.of(form);
            case ObjectShape object -> object(object);
            case StringEnum words -> Rule.oneOf(words.words());
            case StringField text -> text(text);
            case ArrayShape array -> array(array);
            case DistinctString different -> text(different.text());
            case NumberRange range -> Rule.number(range.min(), range.max());
            case IntegerRange whole -> ApiFormats.of(whole);
            default -> throw new IllegalArgumentException("no rule for values of the shape " + shape);
        };
    }

    private static Rule object(ObjectShape shape) {
        ObjectRule rule = ObjectRule.requiring(shape.fields().stream()
                .filter(NamedField::required)
                .map(NamedField::name)
                .toArray(String[]::new));
        shape.fields().forEach(field -> rule.with(of(field.shape()), field.name()));
        FieldByWord byWord = shape.fieldByWord();
        if (byWord != null) {
            return rule.and(
                    value -> followsWord(byWord, value), "must have one field, by its '" + byWord.field() + "'");
        }
        return shape.wantsAnyField()
                ? rule.and(value -> !value.isEmpty(), "must have at least 1 key")
                : rule.wantingOneOf(shape.atLeastOneOf());
    }

    private static boolean followsWord(FieldByWord byWord, JsonNode value) {
        String needed = byWord.needed().get(value.path(byWord.field()).asString(""));
        return byWord.needed().values().stream().allMatch(field -> value.hasNonNull(field) == field.equals(needed));
    }

    private static Rule array(ArrayShape shape) {
        return Rule.listOf(of(shape.each()))
                .and(value -> value.size() >= shape.min(), "must contain at least " + shape.min() + " items")
                .and(
                        value -> value.size() <= shape.max(),
                        "must contain less than or equal to " + shape.max() + " items")
                .and(value -> !shape.hasDistinctObjects() || differ(value), "contains a duplicate value");
    }

    private static boolean differ(JsonNode array) {
        return array.valueStream().distinct().count() == array.size();
    }

    private static Rule text(StringField text) {
        Rule rule = text.min() > 0 ? Rule.text() : Rule.anyText();
        if (text.min() > 1) {
            rule = rule.and(
                    value -> Rule.characters(value) >= text.min(),
                    "length must be at least " + text.min() + " characters long");
        }
        return rule.and(
                value -> Rule.characters(value) <= text.max(),
                "length must be less than or equal to " + text.max() + " characters long");
    }
}
