package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class RepeatedWarningFilterTest {
    private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";

    private final RepeatedWarningFilter repeats = new RepeatedWarningFilter();

    @Test
    void kafkasClientsSayAWarningOnceAMinute() {
        assertThat(passes(0, NETWORK, Level.WARN, "[AdminClient clientId=a-1] Connection to node -1 failed"))
                .isTrue();
        assertThat(passes(1_000, NETWORK, Level.WARN, "[AdminClient clientId=a-1] Connection to node -1 failed"))
                .isFalse();
        assertThat(passes(59_999, NETWORK, Level.WARN, "[Consumer clientId=b-2] Connection to node -12 failed"))
                .as("another client, another node")
                .isFalse();
        assertThat(passes(60_000, NETWORK, Level.WARN, "[AdminClient clientId=a-1] Connection to node -1 failed"))
                .isTrue();
    }

    @Test
    void whatIsNewPasses() {
        assertThat(passes(0, NETWORK, Level.WARN, "Connection to node 1 failed"))
                .isTrue();
        assertThat(passes(1, NETWORK, Level.WARN, "Bootstrap broker gone")).isTrue();
        assertThat(passes(2, "org.apache.kafka.clients.Metadata", Level.WARN, "Connection to node 1 failed"))
                .isTrue();
    }

    @Test
    void errorsAndOurOwnWordsPassAlways() {
        for (int i = 0; i < 3; i++) {
            assertThat(passes(i, NETWORK, Level.ERROR, "wrong password")).isTrue();
            assertThat(passes(i, "io.metronome.app.Topics", Level.WARN, "it has grown"))
                    .isTrue();
        }
    }

    private boolean passes(long millis, String logger, Level level, String message) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setLevel(level);
        event.setMessage(message);
        event.setTimeStamp(millis);
        return repeats.decide(event) == FilterReply.NEUTRAL;
    }
}
