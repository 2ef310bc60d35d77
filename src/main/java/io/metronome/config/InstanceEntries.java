package io.metronome.config;

import io.metronome.config.InstanceEntry.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the entries of an instances file in one pass and without a tree, because a file may have 100,000. */
final class InstanceEntries {
    private static final List<String> SECTIONS = List.of("defaults", "instances");

    private final String file;
    private final List<String> problems = new ArrayList<>();
    private final List<InstanceEntry> entries = new ArrayList<>();
    private InstanceEntry defaults = InstanceEntry.blank(-1, 1);

    InstanceEntries(String file, String text) {
        this.file = file;
        problems.addAll(Yaml.parse(file, text, this::document));
    }

    InstanceEntry defaults() {
        return defaults;
    }

    List<InstanceEntry> entries() {
        return entries;
    }

    /** Mistakes of form: broken YAML, unknown keys, keys that occur twice, values of the wrong kind. */
    List<String> problems() {
        return problems;
    }

    private void document(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            problem(1, "found no map; allowed are the keys " + String.join(", ", SECTIONS));
            parser.skipChildren();
            return;
        }
        List<String> seen = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int line = line(parser);
            parser.nextToken();
            if (seen.contains(name) && Shown.isKey(name)) {
                problem(line, name + ": found a second time; allowed is once");
            }
            seen.add(name);
            section(name, line, parser);
        }
        if (!seen.contains("instances")) {
            problem(1, "found no key instances; allowed is a list of entries with id and token");
        }
    }

    private void section(String name, int line, JsonParser parser) {
        if (name.equals("defaults") && parser.currentToken() == JsonToken.START_OBJECT) {
            defaults = entry(-1, parser);
        } else if (name.equals("instances") && parser.currentToken() == JsonToken.START_ARRAY) {
            list(parser);
        } else if (SECTIONS.contains(name)) {
            parser.skipChildren();
            problem(
                    line,
                    name + ": found something else; allowed is " + (name.equals("defaults") ? "a map" : "a list"));
        } else {
            boolean hasValue = parser.currentToken() != JsonToken.VALUE_NULL;
            parser.skipChildren();
            problem(line, Shown.unknownKey(name, hasValue, Nearest.to(name, SECTIONS)));
        }
    }

    private void list(JsonParser parser) {
        for (@Nullable JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                entries.add(entry(entries.size(), parser));
            } else {
                problem(
                        line(parser),
                        "instances[" + entries.size() + "]: found no map; allowed is one with id and token");
                entries.add(InstanceEntry.blank(entries.size(), line(parser)));
                parser.skipChildren();
            }
        }
    }

    private InstanceEntry entry(int index, JsonParser parser) {
        InstanceEntry entry = InstanceEntry.blank(index, line(parser));
        List<String> wrong = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Field field = field(name, index);
            JsonToken token = parser.nextToken();
            if (field == null) {
                boolean hasValue = token != JsonToken.VALUE_NULL;
                wrong.add(Shown.unknownKey(name, hasValue, Nearest.to(name, spellings(index))));
                parser.skipChildren();
            } else if (field.allowedMap() != null) {
                map(name, field, token, parser, entry, wrong);
            } else if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
                wrong.add(name + ": found " + (token.isScalarValue() ? "nothing" : "a list or map")
                        + "; allowed is a text");
                entry.texts().put(field, "");
                parser.skipChildren();
            } else if (entry.texts().put(field, parser.getString()) != null) {
                wrong.add(name + ": found a second time; allowed is once");
            }
        }
        wrong.forEach(what -> problem(entry.line(), entry.name() + ": " + what));
        return entry;
    }

    private static void map(
            String name, Field field, JsonToken token, JsonParser parser, InstanceEntry entry, List<String> wrong) {
        Map<String, String> read = new LinkedHashMap<>();
        if (token != JsonToken.START_OBJECT) {
            wrong.add(name + ": found " + (token == JsonToken.VALUE_NULL ? "nothing" : "something else")
                    + "; allowed is " + field.allowedMap());
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            if (read.put(key, mapValue(parser.nextToken(), parser)) != null) {
                wrong.add(name + ": " + (Shown.isKey(key) ? key : "a key") + ": found a second time; allowed is once");
            }
        }
        if (entry.maps().put(field, read) != null) {
            wrong.add(name + ": found a second time; allowed is once");
        }
    }

    /* A map within a map is an empty text, which no key of a map allows. */
    private static String mapValue(JsonToken token, JsonParser parser) {
        if (token == JsonToken.START_ARRAY) {
            StringJoiner elements = new StringJoiner(",");
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                elements.add(next.isScalarValue() && next != JsonToken.VALUE_NULL ? parser.getString() : "");
                parser.skipChildren();
            }
            return elements.toString();
        }
        String text = token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getString() : "";
        parser.skipChildren();
        return text;
    }

    private static @Nullable Field field(String name, int index) {
        for (Field field : Field.values()) {
            if (field.spelling().equals(name) && (index >= 0 || field.hasDefault())) {
                return field;
            }
        }
        return null;
    }

    private static List<String> spellings(int index) {
        return Arrays.stream(Field.values())
                .filter(field -> index >= 0 || field.hasDefault())
                .map(Field::spelling)
                .toList();
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private void problem(int line, String what) {
        problems.add(file + ":" + line + ": " + what);
    }
}
