package io.metronome.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A YAML file as a flat list of values: the path with dots between the keys, the text, the line. */
final class FlatFile {
    private final Map<String, FlatEntry> entries = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final String name;

    /**
     * One value of the file.
     *
     * @param text the scalar as it is written; list elements with commas between them
     */
    record FlatEntry(String text, int line, Kind kind) {}

    /** The kind of a value. NOTHING is a key without a value, MAP is a map without entries. */
    enum Kind {
        SCALAR,
        LIST,
        NOTHING,
        MAP
    }

    private FlatFile(String name) {
        this.name = name;
    }

    /** Stands for a file that does not exist. */
    static FlatFile absent(String name) {
        return new FlatFile(name);
    }

    /** Reads YAML. Its mistakes are in {@link #problems()}. */
    static FlatFile of(String name, String yaml) {
        FlatFile file = new FlatFile(name);
        file.problems.addAll(Yaml.parse(name, yaml, file::document));
        return file;
    }

    String name() {
        return name;
    }

    Map<String, FlatEntry> entries() {
        return entries;
    }

    /** Mistakes of form: broken YAML, a key that cannot be one, a key that occurs twice, a list in a list. */
    List<String> problems() {
        return problems;
    }

    /** {@code file:line} of a path; the file alone where it does not have the path. */
    String place(String path) {
        FlatEntry entry = entries.get(path);
        return entry == null ? name : name + ":" + entry.line();
    }

    private void document(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            map("", parser);
        } else if (first != null && first != JsonToken.VALUE_NULL) {
            problems.add(name + ": found something else than a map; allowed is the map " + Keys.ROOT + ": …");
        }
    }

    private void map(String prefix, JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            int line = parser.currentTokenLocation().getLineNr();
            String mistake = Shown.mistakeInKey(parser.currentName());
            if (mistake != null) {
                String section = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1) + ": ";
                problems.add(name + ":" + line + ": " + section + mistake);
                parser.nextToken();
                parser.skipChildren();
                continue;
            }
            String path = prefix + parser.currentName();
            if (!seen.add(path)) {
                problems.add(name + ":" + line + ": " + path + ": found a second time; allowed is once");
            }
            value(path, line, parser);
        }
    }

    private void value(String path, int line, JsonParser parser) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            int before = entries.size();
            map(path + '.', parser);
            if (entries.size() == before) {
                entries.put(path, new FlatEntry("", line, Kind.MAP));
            }
        } else if (token == JsonToken.START_ARRAY) {
            entries.put(path, new FlatEntry(list(path, line, parser), line, Kind.LIST));
        } else {
            Kind kind = token == JsonToken.VALUE_NULL ? Kind.NOTHING : Kind.SCALAR;
            entries.put(path, new FlatEntry(kind == Kind.SCALAR ? parser.getString() : "", line, kind));
        }
    }

    private String list(String path, int line, JsonParser parser) {
        StringJoiner elements = new StringJoiner(",");
        for (@Nullable JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (token.isScalarValue()) {
                elements.add(parser.getString());
            } else {
                parser.skipChildren();
                problems.add(name + ":" + line + ": " + path + ": found a list or map in a list; allowed are texts");
            }
        }
        return elements.toString();
    }
}
