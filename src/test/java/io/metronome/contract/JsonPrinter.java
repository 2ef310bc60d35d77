package io.metronome.contract;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints JSON for people: what holds only scalars and is short enough stands on one line, all else is indented. */
final class JsonPrinter {
    private static final int LONGEST = 120;
    private static final String STEP = "  ";

    private JsonPrinter() {}

    /** The document, with a line break at its end. */
    static String print(JsonNode document) {
        return print(document, "", 0) + "\n";
    }

    /**
     * A value that stands behind something else.
     *
     * @param indent the spaces at the beginning of its line
     * @param used how many characters of that line are taken
     */
    private static String print(JsonNode value, String indent, int used) {
        if (!value.isContainer() || value.isEmpty()) {
            return value.toString();
        }
        String open = value.isObject() ? "{" : "[";
        String close = value.isObject() ? "}" : "]";
        String deeper = indent + STEP;
        List<String> parts = parts(value, deeper);
        String line = open + String.join(", ", parts) + close;
        boolean flat = value.valueStream().noneMatch(JsonNode::isContainer);
        return flat && used + line.length() <= LONGEST
                ? line
                : open + "\n" + deeper + String.join(",\n" + deeper, parts) + "\n" + indent + close;
    }

    private static List<String> parts(JsonNode container, String indent) {
        List<String> parts = new ArrayList<>();
        if (container.isObject()) {
            container.properties().forEach(field -> {
                String name = '"' + field.getKey() + "\": ";
                parts.add(name + print(field.getValue(), indent, indent.length() + name.length() + 1));
            });
        } else {
            container.forEach(element -> parts.add(print(element, indent, indent.length() + 1)));
        }
        return parts;
    }
}
