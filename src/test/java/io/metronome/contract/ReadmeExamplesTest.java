package io.metronome.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every JSON example of the README is what its schema says. */
class ReadmeExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BODY =
            Pattern.compile("metronome send (\\w+)[^`]*?--body '(\\{.*?})'", Pattern.DOTALL);

    private final String readme = read();

    @Test
    void everyCommandAndResultValidates() {
        List<JsonNode> blocks = BLOCK.matcher(readme)
                .results()
                .map(block -> Schemas.read(block.group(1)))
                .toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
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
        List<MatchResult> bodies = BODY.matcher(readme).results().toList();
        assertThat(bodies).isNotEmpty();
        for (MatchResult body : bodies) {
            String command = "{\"method\":\"" + body.group(1) + "\",\"body\":" + body.group(2) + "}";
            assertThat(Schemas.errors(Schemas.of("command"), Schemas.read(command)))
                    .as(command)
                    .isEmpty();
        }
    }

    private static String read() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
