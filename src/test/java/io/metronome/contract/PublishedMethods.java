package io.metronome.contract;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The published files that follow from the catalogue: says where they differ from it, and writes them. */
public final class PublishedMethods {
    /** The system property that has the files written instead of only compared. */
    public static final String WRITE = "metronome.write-schemas";

    /** The command that writes them, for people. */
    public static final String COMMAND = "./mvnw test -Dtest=CatalogueTest -D" + WRITE + "=true";

    private static final Path DOCUMENT = Path.of("config", "CONTRACT.md");
    private static final Pattern TABLE = Pattern.compile(
            "(<!-- methods: written by CatalogueTest -->\\n)(.*?)(<!-- end of methods -->)", Pattern.DOTALL);
    private static final String NAMES = "/properties/method/enum";

    private PublishedMethods() {}

    /** Each place that is not as the catalogue has it, with what is missing or different there. */
    public static List<String> differences() {
        List<String> differences = new ArrayList<>();
        parts().forEach((schema, parts) -> parts.forEach((pointer, must) -> {
            JsonNode is = Schemas.json(schema).at(pointer);
            compare(Schemas.FOLDER.resolve(schema + ".json") + " " + pointer, is, exact(must), differences);
        }));
        Matcher table = table();
        List<String> is = table.group(2).lines().toList();
        List<String> must = MethodTable.print().lines().toList();
        must.stream().filter(row -> !is.contains(row)).forEach(row -> differences.add(DOCUMENT + ": misses " + row));
        is.stream()
                .filter(row -> !must.contains(row))
                .forEach(row -> differences.add(DOCUMENT + ": must not have " + row));
        return differences;
    }

    /** Writes what follows from the catalogue into the files, and leaves the rest of them. */
    public static void write() throws IOException {
        for (Map.Entry<String, Map<String, JsonNode>> schema : parts().entrySet()) {
            ObjectNode document = (ObjectNode) Schemas.json(schema.getKey());
            schema.getValue().forEach((pointer, part) -> {
                JsonPointer place = JsonPointer.compile(pointer);
                ObjectNode parent = (ObjectNode) document.at(place.head());
                parent.set(place.last().getMatchingProperty(), part);
            });
            Files.writeString(Schemas.FOLDER.resolve(schema.getKey() + ".json"), JsonPrinter.print(document));
        }
        Matcher table = table();
        String text = table.replaceFirst(
                found -> Matcher.quoteReplacement(found.group(1) + MethodTable.print() + found.group(3)));
        Files.writeString(DOCUMENT, text);
    }

    /* By the schema's name and the place in it. */
    private static Map<String, Map<String, JsonNode>> parts() {
        return Map.of(
                "command",
                Map.of(
                        NAMES,
                        MethodSchemas.names(),
                        "/allOf",
                        MethodSchemas.rules(),
                        "/$defs",
                        MethodSchemas.definitions()),
                "result",
                Map.of(NAMES, MethodSchemas.names()));
    }

    private static Matcher table() {
        try {
            Matcher table = TABLE.matcher(Files.readString(DOCUMENT));
            if (!table.find()) {
                throw new IllegalStateException(DOCUMENT + " has no table between the comments of " + TABLE);
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(String place, JsonNode is, JsonNode must, List<String> differences) {
        if (is.isMissingNode()) {
            differences.add(place + ": missing");
        } else if (is.isObject() && must.isObject()) {
            must.properties()
                    .forEach(field -> compare(
                            place + "/" + field.getKey(), is.path(field.getKey()), field.getValue(), differences));
            is.propertyNames().stream()
                    .filter(name -> !must.has(name))
                    .forEach(name -> differences.add(place + "/" + name + ": must not be there"));
        } else if (!is.equals(must)) {
            differences.add(place + ": "
                    + (is.isArray() && must.isArray() ? elements(is, must) : "is " + is + ", must be " + must));
        }
    }

    private static String elements(JsonNode is, JsonNode must) {
        List<JsonNode> missing = must.valueStream()
                .filter(each -> !is.valueStream().toList().contains(each))
                .toList();
        List<JsonNode> wrong = is.valueStream()
                .filter(each -> !must.valueStream().toList().contains(each))
                .toList();
        List<String> words = new ArrayList<>();
        if (!missing.isEmpty()) {
            words.add("misses " + joined(missing));
        }
        if (!wrong.isEmpty()) {
            words.add("must not have " + joined(wrong));
        }
        return words.isEmpty() ? "is in another order" : String.join(", ", words);
    }

    private static String joined(List<JsonNode> nodes) {
        return nodes.stream().map(JsonNode::toString).collect(joining(", "));
    }

    /* With the same kinds of numbers as a document that was read. */
    private static JsonNode exact(JsonNode made) {
        return Schemas.read(made.toString());
    }
}
