package io.metronome.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code config/asyncapi.yaml} names the topics that the defaults name, points at what is there, and shows good examples. */
class AsyncApiTest {
    private static final Path FILE = Path.of("config", "asyncapi.yaml");
    private static final JsonNode DOCUMENT = YAMLMapper.builder().build().readTree(FILE);

    @Test
    void namesTheTopicsOfTheDefaults() {
        Settings.TopicSettings topics = defaults().topics();
        assertThat(address("commands")).isEqualTo(topics.commands());
        assertThat(address("results")).isEqualTo(topics.results());
        assertThat(address("deadLetters")).isEqualTo(topics.deadLetters());
        assertThat(DOCUMENT.at("/channels/replies/address").isNull()).isTrue();
        assertThat(DOCUMENT.at("/servers/local/host").asString())
                .isEqualTo(defaults().kafka().bootstrapServers());
    }

    @Test
    void pointsOnlyAtWhatIsThere() {
        int[] references = {0};
        walk(DOCUMENT, node -> {
            if (node.path("$ref").isString()) {
                references[0]++;
                assertThat(target(node.path("$ref").asString()).isMissingNode())
                        .as("%s", node)
                        .isFalse();
            }
        });
        assertThat(references[0]).isGreaterThan(20);
    }

    @Test
    void usesEverySchemaThatThereIs() throws Exception {
        String text = Files.readString(FILE);
        try (var schemas = Files.list(Schemas.FOLDER)) {
            assertThat(schemas).allMatch(schema -> text.contains("./schemas/" + schema.getFileName()));
        }
    }

    @Test
    void showsGoodExamples() {
        for (JsonNode message : DOCUMENT.at("/components/messages")) {
            assertThat(message.path("examples")).isNotEmpty();
            for (JsonNode example : message.path("examples")) {
                for (String part : new String[] {"headers", "payload"}) {
                    if (example.has(part)) {
                        JsonNode schema = target(message.path(part).path("$ref").asString());
                        assertThat(Schemas.errors(Schemas.of(schema), example.path(part)))
                                .as("%s", example)
                                .isEmpty();
                    }
                }
            }
        }
    }

    private static JsonNode target(String reference) {
        return reference.startsWith("#")
                ? DOCUMENT.at(reference.substring(1))
                : Schemas.json(reference.replaceFirst("^\\./schemas/", "").replaceFirst("\\.json$", ""));
    }

    private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
        visitor.accept(node);
        node.forEach(child -> walk(child, visitor));
    }

    private static String address(String channel) {
        return DOCUMENT.at("/channels/" + channel + "/address").asString();
    }

    private static Settings defaults() {
        return switch (SettingsReader.readIfThere(Path.of("no-such-file.yaml"), Map.of())) {
            case ReadResult.Good good -> good.settings();
            case ReadResult.Bad bad -> throw new IllegalStateException(String.join("\n", bad.problems()));
        };
    }
}
