package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    private static final PathTemplate COMMAND = PathTemplate.of("/commands/{idInstance}/{commandId}");

    @ParameterizedTest
    @CsvSource({
        "/, /, true",
        "/, /x, false",
        "/livez, /livez, true",
        "/livez, /livez/, false",
        "/livez, /LIVEZ, false",
        "/instances/{id}, /instances/1, true",
        "/instances/{id}, /instances/, false",
        "/instances/{id}, /instances, false",
        "/instances/{id}, /instances/1/pause, false",
        "/instances/{id}/pause, /instances/1/pause, true"
    })
    void matches(String template, String path, boolean is) {
        assertThat(PathTemplate.of(template).matches(path)).isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({"a%2Fb, a/b", "a+b, a+b", "%d0%9f, П", "%25, %", "a;b=c, a;b=c", "%2e%2E, .."})
    void decodesParameters(String sent, String id) {
        assertThat(COMMAND.parameters("/commands/11/" + sent))
                .containsEntry("idInstance", "11")
                .containsEntry("commandId", id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%-1", "%ff", "%c0%80", "%ed%a0%80", "П", "a b"})
    void refusesWhatIsNotEncoded(String sent) {
        assertThatThrownBy(() -> COMMAND.parameters("/commands/11/" + sent)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void showsItsText() {
        assertThat(COMMAND.text()).isEqualTo("/commands/{idInstance}/{commandId}");
    }
}
