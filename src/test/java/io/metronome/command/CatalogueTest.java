package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.contract.MethodSchemas;
import io.metronome.contract.PublishedMethods;
import io.metronome.contract.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A method of the catalogue is complete: this test names everything that is missing, and how to add it. */
class CatalogueTest {
    private static final Path FOLDER = Path.of("src", "main", "java", "io", "metronome", "command");
    private static final Path MISTAKES =
            Path.of("src", "test", "resources", "io", "metronome", "command", "bad-bodies.txt");
    private static final Pattern DESCRIPTOR = Pattern.compile("Method\\.named\\(\"(\\w+)\"\\)");

    @Test
    void isComplete() throws IOException {
        if (Boolean.getBoolean(PublishedMethods.WRITE)) {
            PublishedMethods.write();
        }
        List<String> missing = new ArrayList<>(unlisted());
        for (Method method : Catalogue.methods()) {
            for (Messenger messenger : method.messengers()) {
                missing.addAll(wrongWithTheExample(method, messenger));
                missing.addAll(withoutMistake(method, messenger));
            }
        }
        List<String> unwritten = PublishedMethods.differences();
        missing.addAll(unwritten);
        assertThat(missing)
                .withFailMessage(() -> "The catalogue is not complete:\n- " + String.join("\n- ", missing)
                        + (unwritten.isEmpty() ? "" : "\nTo write the published files: " + PublishedMethods.COMMAND))
                .isEmpty();
    }

    @Test
    void namesEachMethodOnceAndKnowsItsPlace() {
        List<Method> methods = Catalogue.methods();
        assertThat(methods).isNotEmpty().extracting(Method::name).doesNotHaveDuplicates();
        for (int place = 0; place < methods.size(); place++) {
            Method method = methods.get(place);
            assertThat(method.index()).isEqualTo(place);
            assertThat(Catalogue.find(method.name())).isSameAs(method);
            assertThat(Catalogue.find(method.name().toUpperCase(Locale.ROOT))).isNull();
        }
    }

    private static List<String> unlisted() throws IOException {
        List<String> unlisted = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Matcher descriptor = DESCRIPTOR.matcher(Files.readString(file));
                if (descriptor.find() && Catalogue.find(descriptor.group(1)) == null) {
                    String type = file.getFileName().toString().replace(".java", "");
                    unlisted.add(FOLDER.resolve("Catalogue.java") + ": METHODS misses " + type + ".METHOD");
                }
            }
        }
        return unlisted;
    }

    private static List<String> wrongWithTheExample(Method method, Messenger messenger) {
        String example = method.offer(messenger).example();
        byte[] json = example.getBytes(UTF_8);
        List<String> problems = new ArrayList<>(
                method.check(messenger, json, 0, json.length, false).problems());
        String definition = MethodSchemas.definition(method.name(), messenger);
        if (Schemas.json("command").path("$defs").has(definition)) {
            Schemas.errors(Schemas.of("command", definition), Schemas.read(example))
                    .forEach(error -> problems.add("by its schema: " + error));
        }
        return problems.stream()
                .map(problem -> "the example of " + method.name() + " for " + messenger + " is wrong, " + problem)
                .toList();
    }

    private static List<String> withoutMistake(Method method, Messenger messenger) throws IOException {
        String row = messenger + "|" + method.name() + "|";
        return Files.readAllLines(MISTAKES).stream().anyMatch(line -> line.startsWith(row))
                ? List.of()
                : List.of(MISTAKES + ": misses a body that is refused, in a line " + row + "{…}|<the problem>");
    }
}
