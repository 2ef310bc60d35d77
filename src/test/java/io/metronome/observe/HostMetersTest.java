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
        assertThat(registry.getMeters()).hasSize(4);
    }

    @Test
    void hasNoMoreLabelsHoweverManyHostsThereAre() {
        IntStream.range(0, INSTANCES).parallel().forEach(i -> hosts.ended("host-" + i, 200));
        IntStream.range(0, INSTANCES).forEach(i -> hosts.ended("host-" + i, 503));
        assertThat(registry.getMeters()).hasSize(4 * (HostMeters.NAMED + 1));
        double answered = registry.find("metronome.api.host.calls").tag("outcome", "answered").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        assertThat(answered).isEqualTo(INSTANCES);
        assertThat(count("other", "failed")).isEqualTo(INSTANCES - HostMeters.NAMED);
    }

    @Test
    void showsWhichHostsArePaused() {
        hosts.ended("7103.api.example", 200);
        assertThat(paused("7103.api.example")).as("before anything happens").isZero();
        hosts.paused("7103.api.example", true);
        hosts.paused("1101.api.example", true);
        assertThat(paused("7103.api.example")).isEqualTo(1);
        hosts.paused("7103.api.example", false);
        assertThat(paused("7103.api.example")).isZero();
        assertThat(paused("1101.api.example")).isEqualTo(1);
    }

    @Test
    void showsAPauseUntilTheLastOfTheHostsThatShareALabelWorks() {
        IntStream.range(0, HostMeters.NAMED).forEach(i -> hosts.ended("host-" + i, 200));
        hosts.paused("late", true);
        hosts.paused("later", true);
        assertThat(paused("other")).isEqualTo(1);
        hosts.paused("late", false);
        assertThat(paused("other")).isEqualTo(1);
        hosts.paused("later", false);
        assertThat(paused("other")).isZero();
    }

    @Test
    void removesTheMetersOfAHostThatIsForgottenAndGivesItsPlaceToAnother() {
        IntStream.range(0, HostMeters.NAMED).forEach(i -> hosts.ended("host-" + i, 200));
        hosts.paused("late", true);
        hosts.forgotten("host-0");
        assertThat(registry.getMeters()).hasSize(4 * HostMeters.NAMED);
        assertThat(registry.find("metronome.api.host.paused")
                        .tag("host", "host-0")
                        .gauge())
                .isNull();
        hosts.paused("late", false);
        assertThat(paused("other")).as("where its pause began").isZero();
        hosts.ended("late", 200);
        assertThat(count("late", "answered")).isEqualTo(1);
        hosts.forgotten("never seen");
    }

    @Test
    void keepsTheMetersOfAHostThatIsPausedUnderTheSameName() {
        hosts.paused("host", true);
        hosts.forgotten("host");
        assertThat(paused("host")).isEqualTo(1);
    }

    private double paused(String host) {
        return registry.get("metronome.api.host.paused")
                .tag("host", host)
                .gauge()
                .value();
    }

    private double count(String host, String outcome) {
        return registry.get("metronome.api.host.calls")
                .tag("host", host)
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
