package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck check = new HostCheck(List.of("", "Metronome.example.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "127.0.0.1:8080",
                "[::1]:8080",
                "metronome-0",
                "metronome.prod.svc:8080",
                "metronome.prod.svc.cluster.local",
                "METRONOME.example.com:443"
            })
    void takesNamesThatNobodyElseCanHave(String host) {
        assertThat(check.isOwn(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "metronome.example.com.evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "x.svc.evil.example",
                "::1",
                ""
            })
    void refusesNamesThatSomebodyCanPointHere(String host) {
        assertThat(check.isOwn(host)).isFalse();
    }

    @Test
    void refusesNoName() {
        assertThat(check.isOwn(null)).isFalse();
    }
}
