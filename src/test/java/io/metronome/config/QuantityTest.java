package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "24h,PT24H", "1d,PT24H", "0s,PT0S"})
    void readsDurations(String text, Duration meaning) {
        assertThat(Quantity.duration(text)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({"1MB,1048576", "100KB,102400", "2GB,2147483648", "1mb,1048576", "17,17", "17B,17"})
    void readsSizesInPowersOfTwo(String text, long bytes) {
        assertThat(Quantity.size(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "ms", "-1s", "1.5s", "1w", "1S", "99999999999s", "1MB"})
    void refusesWhatIsNoDuration(String text) {
        assertThat(Quantity.duration(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1", "1.5MB", "1TB", "12345678901234567890"})
    void refusesWhatIsNoSize(String text) {
        assertThat(Quantity.size(text)).isNull();
    }

    @Test
    void findsTheNearestWord() {
        assertThat(Nearest.changes("timout", "timeout")).isEqualTo(1);
        assertThat(Nearest.to("a.port", List.of("a.host", "http.port"))).isEqualTo("http.port");
    }
}
