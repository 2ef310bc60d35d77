package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostMetersTest {
    private static final int INSTANCES = 100_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HostMeters hosts = new HostMeters(registry);

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({"200, answered", "429, answered", "499, answered", "500, failed", "599, failed", "0, unanswered"})
    void tellsAHostThatFailsFromOneThatRefuses(int status, String outcome) {
        hosts.ended("7103.api.example", status);
        assertThat(count("7103.api.example", outcome)).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(3);
    }

    @Test
    void hasNoMoreLabelsHoweverManyHostsThereAre() {
        IntStream.range(0, INSTANCES).parallel().forEach(i -> hosts.ended("host-" + i, 200));
        IntStream.range(0, INSTANCES).forEach(i -> hosts.ended("host-" + i, 503));
        assertThat(registry.getMeters()).hasSize(3 * (HostMeters.NAMED + 1));
        double answered = registry.find("metronome.api.host.calls").tag("outcome", "answered").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        assertThat(answered).isEqualTo(INSTANCES);
        assertThat(count("other", "failed")).isEqualTo(INSTANCES - HostMeters.NAMED);
    }

    private double count(String host, String outcome) {
        return registry.get("metronome.api.host.calls")
                .tag("host", host)
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
