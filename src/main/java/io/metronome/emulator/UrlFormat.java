package io.metronome.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object. As Joi by default, it names the first mistake only; {@code null} in an optional field is
 * taken as absent, a field that is not listed is refused.
 */
final class UrlFormat implements Rule {
    /** What Joi calls the whole body. */
    static final String ROOT = "value";

    private final Map<String, Rule> fields = new LinkedHashMap<>();
    private final List<String> required;
    private final List<String> oneOf;

    private UrlFormat(List<String> required, List<String> oneOf) {
        this.required = required;
        this.oneOf = oneOf;
    }

    /** An object that must have these fields. */
    static UrlFormat requiring(String... required) {
        return new UrlFormat(List.of(required), List.of());
    }

    /** The same shape, wanting at least one of these fields too. */
    UrlFormat wantingOneOf(String... names) {
        UrlFormat shape = new UrlFormat(required, List.of(names));
        shape.fields.putAll(fields);
        return shape;
    }

    UrlFormat with(Rule rule, String... names) {
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
