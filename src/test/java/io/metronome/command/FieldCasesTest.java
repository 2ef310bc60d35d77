package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.DistinctString;
import io.metronome.command.shape.NamedField;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.Shape;
import io.metronome.contract.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every field of every method at each messenger stands in a body that is taken and is the mistake of one that is refused, in
 * {@code good-bodies.txt} and {@code bad-bodies.txt}. Each refusal names the field and its rule.
 */
class FieldCasesTest {
    private static final Map<String, Shape> FIELDS = fields();

    @Test
    void everyFieldIsInABodyThatIsTaken() {
        TreeSet<String> missing = new TreeSet<>(FIELDS.keySet());
        for (String[] row : rows("good-bodies.txt")) {
            paths(Schemas.read(row[2]), row[0] + " " + row[1] + " body", missing::remove);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyFieldIsTheMistakeOfABodyThatIsRefused() {
        TreeSet<String> missing = new TreeSet<>(FIELDS.keySet());
        for (String[] row : rows("bad-bodies.txt")) {
            for (String problem : problems(row)) {
                missing.remove(field(row, problem));
            }
        }
        assertThat(missing).isEmpty();
    }

    /** A producer can mend the field without the documentation. */
    @Test
    void everyRefusalNamesTheFieldAndItsRule() {
        for (String[] row : rows("bad-bodies.txt")) {
            for (String problem : problems(row)) {
                Shape shape = FIELDS.get(field(row, problem));
                String rule = shape == null ? "" : "must be " + allowed(shape);
                String text = problem.substring(problem.indexOf(": ") + 2);
                if (text.startsWith("unknown field")) {
                    assertThat(text).as(problem).startsWith("unknown field, allowed are ");
                } else if (text.startsWith("needs")) {
                    assertThat(text).as(problem).startsWith("needs at least one of ");
                } else if (text.startsWith("must not be there")) {
                    assertThat(text).as(problem).matches("must not be there where \\w+ is \\w+");
                } else {
                    assertThat(shape).as(problem).isNotNull();
                    assertThat(text).as(problem).matches("(missing(| where \\w+ is \\w+), )?\\Q" + rule + "\\E.*");
                    assertThat(text.contains(", found ")).as(problem).isNotEqualTo(text.startsWith("missing"));
                }
            }
        }
    }

    private static Map<String, Shape> fields() {
        Map<String, Shape> fields = new TreeMap<>();
        for (Method method : Catalogue.methods()) {
            method.offers()
                    .forEach((messenger, offer) ->
                            collect(messenger + " " + method.name() + " body", offer.body(), fields));
        }
        return fields;
    }

    private static void collect(String path, Shape shape, Map<String, Shape> fields) {
        if (shape instanceof ObjectShape object) {
            for (NamedField field : object.fields()) {
                String inner = path + "." + field.name();
                fields.put(inner, field.shape());
                collect(inner, field.shape(), fields);
            }
        } else if (shape instanceof ArrayShape array) {
            fields.put(path + "[]", array.each());
            collect(path + "[]", array.each(), fields);
        }
    }

    /* Not of fields that are null: these are not there. */
    private static void paths(JsonNode value, String path, Consumer<String> found) {
        value.propertyStream().filter(field -> !field.getValue().isNull()).forEach(field -> {
            String inner = path + "." + field.getKey();
            found.accept(inner);
            paths(field.getValue(), inner, found);
        });
        value.valueStream().filter(each -> value.isArray()).forEach(each -> {
            found.accept(path + "[]");
            paths(each, path + "[]", found);
        });
    }

    /* A text that is too long is told of its length alone. */
    private static String allowed(Shape shape) {
        return shape instanceof DistinctString distinct ? distinct.text().allowed() : shape.allowed();
    }

    private static String field(String[] row, String problem) {
        String path = problem.substring(0, problem.indexOf(": "));
        return row[0] + " " + row[1] + " " + path.replaceAll("\\[\\d+]", "[]");
    }

    private static List<String> problems(String[] row) {
        byte[] body = row[2].getBytes(UTF_8);
        return CommandRecords.method(row[1])
                .check(Messenger.valueOf(row[0]), body, 0, body.length, false)
                .problems();
    }

    private static List<String[]> rows(String name) {
        try (InputStream file = Objects.requireNonNull(FieldCasesTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\\|", 4))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
