package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code config/REFERENCE.md} says of every key what the code does with it, and of nothing else. */
class ReferenceTest {
    private static final String PROPERTIES = "kafka.properties";
    private final Map<String, List<String>> rows = rows();

    @Test
    void hasEveryKeyAndNoOther() {
        TreeSet<String> keys = new TreeSet<>(List.of(PROPERTIES));
        Keys.ALL.forEach(key -> keys.add(name(key)));
        Arrays.stream(InstanceEntry.Field.values())
                .map(InstanceEntry.Field::spelling)
                .forEach(keys::add);
        assertThat(rows.keySet()).containsExactlyElementsOf(keys);
    }

    @Test
    void saysDefaultRangeAndVariableOfEachKey() {
        for (ConfigKey<?> key : Keys.ALL) {
            String shown = key.fallback().isEmpty() ? "empty" : '`' + key.fallback() + '`';
            List<String> facts = List.of(shown, key.form().allowed(), '`' + ConfigKey.variable(key.path()) + '`');
            assertThat(rows.get(name(key)))
                    .as("the row of %s in config/REFERENCE.md, as the code has it: %s", name(key), facts)
                    .startsWith(facts.toArray(String[]::new))
                    .hasSize(4)
                    .last()
                    .asString()
                    .matches("[A-Z0-9a-z].{10,}\\.");
        }
    }

    @Test
    void knowsEverySettingThatTheCodeHas() {
        TreeSet<String> settings = new TreeSet<>();
        leaves("", Settings.class).forEach(settings::add);
        // The code asks whether they pass, the file says what becomes of them.
        settings.remove("intake.unknown-fields-pass");
        settings.add("intake.unknown-fields");
        Arrays.stream(InstanceEntry.Field.values())
                .map(InstanceEntry.Field::spelling)
                .forEach(settings::add);
        assertThat(rows.keySet()).containsExactlyElementsOf(settings);
    }

    @Test
    void theShippedFileHasEveryKeyWithItsDefault() throws IOException {
        FlatFile file = FlatFile.of("metronome.yaml", Files.readString(Path.of("config", "metronome.yaml")));
        for (ConfigKey<?> key : Keys.ALL) {
            assertThat(file.entries()).containsKey(key.path());
            assertThat(file.entries().get(key.path()))
                    .extracting(FlatFile.FlatEntry::text)
                    .as(key.path())
                    .isEqualTo(key.fallback());
        }
    }

    private static Stream<String> leaves(String prefix, Class<?> section) {
        return Arrays.stream(section.getRecordComponents()).flatMap(component -> leaf(prefix, component));
    }

    private static Stream<String> leaf(String prefix, RecordComponent component) {
        String path = prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        boolean isSection =
                component.getType().isRecord() && component.getType().getName().contains("Settings$");
        return isSection ? leaves(path + '.', component.getType()) : Stream.of(path);
    }

    private static String name(ConfigKey<?> key) {
        return key.path().substring(Keys.ROOT.length() + 1);
    }

    /* The key's cells, by the key. */
    private static Map<String, List<String>> rows() {
        try (Stream<String> lines = Files.lines(Path.of("config", "REFERENCE.md"))) {
            Map<String, List<String>> rows = new TreeMap<>();
            lines.filter(line -> line.startsWith("| `")).forEach(line -> {
                List<String> all = List.of(line.split(" ?\\| ?", -1));
                List<String> cells = all.subList(1, all.size() - 1);
                List<String> before = rows.put(cells.getFirst().replace("`", ""), cells.subList(1, cells.size()));
                assertThat(before).as("a second row of %s", cells.getFirst()).isNull();
            });
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
