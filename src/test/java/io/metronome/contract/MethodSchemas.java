package io.metronome.contract;

import io.metronome.command.Catalogue;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of the published JSON Schemas that follow from the catalogue. */
public final class MethodSchemas {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TYPE = "type";
    private static final String PROPERTIES = "properties";
    private static final String REQUIRED = "required";

    private MethodSchemas() {}

    /** The name of the definition of a method's body at a messenger. */
    public static String definition(String method, Messenger messenger) {
        return method + "." + messenger.name().toLowerCase(Locale.ROOT);
    }

    /** {@code /properties/method/enum}: the names of all methods. */
    static ArrayNode names() {
        ArrayNode names = JSON.createArrayNode();
        Catalogue.methods().forEach(method -> names.add(method.name()));
        return names;
    }

    /** {@code /allOf}: a rule for each method that says which definitions its body may follow. */
    static ArrayNode rules() {
        ArrayNode rules = JSON.createArrayNode();
        for (Method method : Catalogue.methods()) {
            ObjectNode rule = rules.addObject();
            ObjectNode named = rule.putObject("if");
            named.putArray(REQUIRED).add("method");
            named.putObject(PROPERTIES).putObject("method").put("const", method.name());
            rule.putObject("then").putObject(PROPERTIES).set("body", anyDefinition(method));
        }
        return rules;
    }

    private static ObjectNode anyDefinition(Method method) {
        ArrayNode all = JSON.createArrayNode();
        definitions(method).forEach((name, schema) -> {
            if (!schema.has("$ref")) {
                all.add(reference(name));
            }
        });
        return all.size() == 1
                ? (ObjectNode) all.get(0)
                : JSON.createObjectNode().set("anyOf", all);
    }

    /** {@code /$defs}: the schema of each method's body at each messenger. */
    static ObjectNode definitions() {
        ObjectNode all = JSON.createObjectNode();
        Catalogue.methods().forEach(method -> all.setAll(definitions(method)));
        return all;
    }

    /* A body that another messenger takes, too, refers to that one's. */
    private static Map<String, ObjectNode> definitions(Method method) {
        Map<String, ObjectNode> definitions = new LinkedHashMap<>();
        method.offers().forEach((messenger, offer) -> {
            ObjectNode schema = of(offer.body());
            String same = definitions.entrySet().stream()
                    .filter(earlier -> earlier.getValue().equals(schema))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
            definitions.put(definition(method.name(), messenger), same == null ? schema : reference(same));
        });
        return definitions;
    }

    private static ObjectNode reference(String definition) {
        return JSON.createObjectNode().put("$ref", "#/$defs/" + definition);
    }

    /** The schema of a value of that shape. */
    static ObjectNode of(Shape shape) {
        ObjectNode schema = JSON.createObjectNode();
        switch (shape) {
            case BooleanField flag -> {
                if (flag.words().isEmpty()) {
                    schema.put(TYPE, "boolean");
                } else {
                    ArrayNode values = schema.putArray("enum").add(true).add(false);
                    flag.words().forEach(values::add);
                }
            }
            case StringFormat form -> schema.put(TYPE, "string").put("pattern", "^" + form.pattern() + "$");
            case ObjectShape object -> describe(object, schema);
            case StringEnum words -> words.words().forEach(schema.putArray("enum")::add);
            case StringField text -> {
                schema.put(TYPE, "string");
                if (text.min() > 0) {
                    schema.put("minLength", text.min());
                }
                if (text.max() < Integer.MAX_VALUE) {
                    schema.put("maxLength", text.max());
                }
            }
            case ArrayShape array -> describe(array, schema);
            case DistinctString different -> schema.setAll(of(different.text()));
            case NumberRange range ->
                schema.put(TYPE, "number").put("minimum", range.min()).put("maximum", range.max());
            case IntegerRange whole ->
                schema.put(TYPE, "integer").put("minimum", whole.min()).put("maximum", whole.max());
            default -> throw new IllegalArgumentException("no schema for values of the shape " + shape);
        }
        return schema;
    }

    private static void describe(ArrayShape array, ObjectNode schema) {
        schema.put(TYPE, "array").set("items", of(array.each()));
        if (array.min() > 0) {
            schema.put("minItems", array.min());
        }
        if (array.max() < Integer.MAX_VALUE) {
            schema.put("maxItems", array.max());
        }
        if (array.hasDistinctObjects()) {
            schema.put("uniqueItems", true);
        }
    }

    private static void describe(FieldByWord byWord, ObjectShape object, ObjectNode schema) {
        byWord.needed().forEach((word, needed) -> {
            ObjectNode rule = schema.withArray("allOf").addObject();
            rule.putObject("if").putObject(PROPERTIES).putObject(byWord.field()).put("const", word);
            ObjectNode then = rule.putObject("then");
            then.setAll(has(object, needed));
            for (String other : byWord.needed().values()) {
                if (!other.equals(needed)) {
                    then.withObject("/" + PROPERTIES).putObject(other).put(TYPE, "null");
                }
            }
        });
    }

    private static void describe(ObjectShape object, ObjectNode schema) {
        schema.put(TYPE, "object").put("additionalProperties", false);
        ArrayNode required = JSON.createArrayNode();
        object.fields().stream()
                .filter(NamedField::required)
                .map(NamedField::name)
                .forEach(required::add);
        if (!required.isEmpty()) {
            schema.set(REQUIRED, required);
        }
        ObjectNode properties = schema.putObject(PROPERTIES);
        for (NamedField field : object.fields()) {
            ObjectNode value = of(field.shape());
            properties.set(field.name(), field.required() ? value : orNull(value));
        }
        FieldByWord byWord = object.fieldByWord();
        if (byWord != null) {
            describe(byWord, object, schema);
        }
        if (object.wantsAnyField()) {
            schema.put("description", "At least one field that is not null.");
            schema.putObject("not").putObject("additionalProperties").put(TYPE, "null");
        } else {
            object.atLeastOneOf().forEach(name -> schema.withArray("anyOf").add(has(object, name)));
        }
    }

    private static ObjectNode has(ObjectShape object, String name) {
        ObjectNode schema = JSON.createObjectNode();
        schema.putArray(REQUIRED).add(name);
        NamedField field = object.fields().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        schema.putObject(PROPERTIES).set(name, of(field.shape()));
        return schema;
    }

    private static ObjectNode orNull(ObjectNode schema) {
        if (schema.has("enum")) {
            schema.withArray("enum").addNull();
        } else {
            String type = schema.path(TYPE).asString();
            schema.putArray(TYPE).add(type).add("null");
        }
        return schema;
    }
}
