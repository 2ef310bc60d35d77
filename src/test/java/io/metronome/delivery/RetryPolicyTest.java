package io.metronome.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1000",
        "1, 1, 1500",
        "1, 0.5, 1250",
        "2, 0, 2000",
        "3, 1, 6000",
        "9, 0, 256000",
        "9, 1, 300000",
        "10, 0, 300000",
        "2147483647, 1, 300000",
        "1, -7, 1000",
        "1, 7, 1500"
    })
    void doublesTheWaitUpToTheCeiling(int attempt, double jitter, long millis) {
        assertThat(policy.backoffMillis(attempt, jitter)).isEqualTo(millis);
    }

    @Test
    void allowsSoManyCallsAndNoMore() {
        assertThat(policy.allowsAnother(4)).isTrue();
        assertThat(policy.allowsAnother(5)).isFalse();
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessageContaining("maxAttempts");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("firstBackoff");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("maxBackoff");
    }
}
