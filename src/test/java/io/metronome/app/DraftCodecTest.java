package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftCodecTest {

    @Test
    void theBodyKeepsItsFieldsAndNumbers() {
        byte[] command = DraftCodec.encode("{\"b\": 1.10, \"a\": [\"ü\"]}", Map.of("method", "sendTyping"));

        assertThat(new String(command, UTF_8))
                .isEqualTo("{\"method\":\"sendTyping\",\"body\":{\"b\":1.10,\"a\":[\"ü\"]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{} {}", "{\"a\":1,\"a\":2}"})
    void refusesWhatIsNoObject(String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> DraftCodec.encode(body, Map.of()));
    }

    @Test
    void knowsAResultByTheIdOfItsCommand() {
        byte[] result = "{\"commandId\":\"c\",\"idInstance\":\"7\",\"outcome\":\"accepted\"}".getBytes(UTF_8);

        assertThat(DraftCodec.answers(result, "c")).isTrue();
        assertThat(DraftCodec.answers(result, "d")).isFalse();
        assertThat(DraftCodec.answers("<html>".getBytes(UTF_8), "c")).isFalse();
        assertThat(DraftCodec.answers(null, "c")).isFalse();
    }
}
