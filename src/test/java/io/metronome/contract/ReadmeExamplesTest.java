package io.metronome.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every JSON example of the README and of the contract's page is what its schema says. */
class ReadmeExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BODY =
            Pattern.compile("metronome send (\\w+)[^`]*?--body '(\\{.*?})'", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "config/CONTRACT.md"})
    void everyCommandAndResultValidates(String page) {
        List<JsonNode> blocks = BLOCK.matcher(read(page))
                .results()
                .map(block -> Schemas.read(block.group(1)))
                .toList();
        for (JsonNode block : blocks) {
            String schema = block.has("outcome") ? "result" : "command";
            assertThat(Schemas.errors(Schemas.of(schema), block))
                    .as("%s", block)
                    .isEmpty();
        }
        assertThat(blocks).anyMatch(block -> block.has("outcome")).anyMatch(block -> !block.has("outcome"));
    }

    @Test
    void everyBodyThatIsSentByHandValidates() {
        List<MatchResult> bodies = Stream.of("README.md", "deploy/OPERATING.md")
                .flatMap(page -> BODY.matcher(read(page)).results())
                .toList();
        assertThat(bodies).isNotEmpty();
        for (MatchResult body : bodies) {
            String command = "{\"method\":\"" + body.group(1) + "\",\"body\":" + body.group(2) + "}";
            assertThat(Schemas.errors(Schemas.of("command"), Schemas.read(command)))
                    .as(command)
                    .isEmpty();
        }
    }

    private static String read(String page) {
        try {
            return Files.readString(Path.of(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
