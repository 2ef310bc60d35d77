package io.metronome.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rule of a JSON object with known fields. It names only the first mistake, as Joi does by default. A
 * {@code null} in an optional field counts as absent; an unknown field is refused.
 */
final class ObjectRule implements Rule {
    /** Joi's name for the whole body. */
    static final String ROOT = "value";

    private final Map<String, Rule> fields = new LinkedHashMap<>();
    private final List<String> required;
    private final List<String> oneOf;

    private ObjectRule(List<String> required, List<String> oneOf) {
        this.required = required;
        this.oneOf = oneOf;
    }

    /** An object with these required fields. */
    static ObjectRule requiring(String... required) {
        return new ObjectRule(List.of(required), List.of());
    }

    /** A copy that needs at least one of the named fields; an empty list needs none. */
    ObjectRule wantingOneOf(List<String> names) {
        ObjectRule rule = new ObjectRule(required, names);
        rule.fields.putAll(fields);
        return rule;
    }

    ObjectRule with(Rule rule, String... names) {
        for (String name : names) {
            fields.put(name, rule);
        }
        return this;
    }

    @Override
    public @Nullable String broken(String name, JsonNode value) {
        if (!value.isObject()) {
            return "'" + name + "' must be of type object";
        }
        String wrong = wrongField(name.equals(ROOT) ? "" : name + ".", value);
        if (wrong == null && !oneOf.isEmpty() && oneOf.stream().noneMatch(value::hasNonNull)) {
            return "'" + name + "' must contain at least one of " + oneOf;
        }
        return wrong;
    }

    private @Nullable String wrongField(String prefix, JsonNode value) {
        for (Map.Entry<String, Rule> field : fields.entrySet()) {
            String broken = broken(prefix, field.getKey(), field.getValue(), value.get(field.getKey()));
            if (broken != null) {
                return broken;
            }
        }
        for (String name : value.propertyNames()) {
            if (!fields.containsKey(name)) {
                return "'" + prefix + name + "' is not allowed";
            }
        }
        return null;
    }

    private @Nullable String broken(String prefix, String field, Rule rule, @Nullable JsonNode value) {
        boolean needed = required.contains(field);
        if (value == null) {
            return needed ? "'" + prefix + field + "' is required" : null;
        }
        return value.isNull() && !needed ? null : rule.broken(prefix + field, value);
    }
}
