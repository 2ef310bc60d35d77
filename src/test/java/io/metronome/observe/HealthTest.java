package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.observe.Health.Beat;
import io.metronome.observe.Health.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
    private final SetGauges gauges = new SetGauges();
    private long now;
    private long polled;
    private boolean joined;
    private List<String> problems = List.of();

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000_000_000L, -1_000_000_000_000L, Long.MAX_VALUE - 1_000_000_000L})
    void livesWhileEveryLoopTurns(long start) {
        now = start;
        Health health = health();
        gauges.lastRound = start;
        polled = start;
        assertThat(health.alive()).isEqualTo(new Verdict(true, "alive: every loop turns"));

        now = start + TimeUnit.SECONDS.toNanos(60);
        assertThat(health.alive().good()).isTrue();

        now = start + TimeUnit.SECONDS.toNanos(61);
        polled = now;
        assertThat(health.alive()).isEqualTo(new Verdict(false, "no progress: dispatcher for 61 s"));

        gauges.lastRound = now;
        assertThat(health.alive().good()).isTrue();
    }

    @Test
    void namesEveryLoopThatIsSilent() {
        Health health = health();
        now = TimeUnit.SECONDS.toNanos(90);
        assertThat(health.alive().reason()).isEqualTo("no progress: poll for 90 s, dispatcher for 90 s");
    }

    @Test
    void givesALoopThatHasNotTurnedYetAsLongAsAnyOther() {
        now = TimeUnit.DAYS.toNanos(40);
        Health health = health();
        now += TimeUnit.SECONDS.toNanos(59);
        assertThat(health.alive().good()).isTrue();
        now += TimeUnit.SECONDS.toNanos(2);
        assertThat(health.alive().good()).isFalse();
    }

    @Test
    void isReadyOnceEveryAssignedPartitionIsRestored() {
        Health health = health();
        assertThat(health.ready()).isEqualTo(new Verdict(false, "not in the consumer group yet"));

        joined = true;
        assertThat(health.ready()).isEqualTo(new Verdict(true, "ready: 0 of 0 assigned partitions restored"));

        gauges.assigned = 12;
        gauges.ready = 3;
        assertThat(health.ready()).isEqualTo(new Verdict(false, "not ready: 3 of 12 assigned partitions restored"));

        gauges.ready = 12;
        assertThat(health.ready()).isEqualTo(new Verdict(true, "ready: 12 of 12 assigned partitions restored"));
    }

    @Test
    void isNeverReadyWithAPartitionThatIsNotRead() {
        Health health = health();
        joined = true;
        gauges.assigned = 2;
        gauges.ready = 1;
        gauges.unread = List.of("partition 1 is not read: restore it");
        assertThat(health.ready())
                .isEqualTo(new Verdict(
                        false, "not ready: 1 of 2 assigned partitions restored; partition 1 is not read: restore it"));
    }

    @Test
    void isNotReadyWhileSomethingNeedsHelp() {
        Health health = health();
        joined = true;
        problems = List.of("the topic ledger accepts no checkpoint");
        assertThat(health.ready().good()).isFalse();
        assertThat(health.ready().reason()).endsWith("the topic ledger accepts no checkpoint");
        problems = List.of();
        assertThat(health.ready().good()).isTrue();
    }

    @Test
    void isAliveAndNotReadyWhileItWaitsForKafka() {
        Health health = health();
        joined = true;
        for (int minute = 0; minute < 60; minute++) {
            health.waitsFor("the worker waits for Kafka");
            now += TimeUnit.SECONDS.toNanos(60);
            assertThat(health.alive()).isEqualTo(new Verdict(true, "alive: the worker waits for Kafka"));
        }
        assertThat(health.ready()).isEqualTo(new Verdict(false, "not ready: the worker waits for Kafka"));
        health.begins();
        assertThat(health.alive().good()).isTrue();
        assertThat(health.ready().good()).isTrue();
        now += TimeUnit.SECONDS.toNanos(61);
        assertThat(health.alive().good()).isFalse();
    }

    @Test
    void isNotAliveWhenItsStartStandsStill() {
        Health health = health();
        health.waitsFor("the worker waits for Kafka");
        now = TimeUnit.SECONDS.toNanos(61);
        assertThat(health.alive())
                .isEqualTo(new Verdict(false, "no progress: the start for 61 s, the worker waits for Kafka"));
        health.waitsFor("the worker waits for Kafka");
        assertThat(health.alive().good()).isTrue();
    }

    @Test
    void watchesLoopsThatBeganLater() {
        Health health = health();
        health.watch(new Beat("ledger", () -> 0));
        now = TimeUnit.SECONDS.toNanos(61);
        polled = now;
        gauges.lastRound = now;
        assertThat(health.alive()).isEqualTo(new Verdict(false, "no progress: ledger for 61 s"));
    }

    private Health health() {
        return new Health(
                () -> now,
                Duration.ofSeconds(60),
                gauges,
                List.of(new Beat("poll", () -> polled)),
                () -> joined,
                () -> problems);
    }
}
