package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.ledger.Restored;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two mechanisms at once: an announcement and an expiry, a restore and a pause, a gap and a killed worker. */
@ExtendWith(SilentLogs.class)
class EdgesTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";
    private static final String REPORT = "\"onUnknown\":\"report\"";

    @AutoClose
    private final Scenario scenario = new Scenario();

    EdgesTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void anAnnouncedCommandThatExpiresHoldsUpNeitherItsLaneNorAHandOver() {
        justBehindACheckpoint();
        scenario.status(ONE, "r", REPORT, "\"expiresAt\":" + scenario.at(Duration.ofMillis(3)))
                .run(Duration.ofSeconds(2));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
        scenario.status(ONE, "b").run(Duration.ofMinutes(5));
        assertThat(scenario.api().times(ONE)).hasSize(1);
        scenario.restart();
    }

    @Test
    void aDelayThatIsNotKnownYetAtAHandOverIsStillWaitedFor() {
        scenario.api().delay(TWO, Duration.ofSeconds(15));
        scenario.status(TWO, "a").status(TWO, "b").run(Duration.ofMillis(5));
        assertThat(scenario.api().times(TWO)).hasSize(1);
        scenario.restart().run(Duration.ofMinutes(1));
        assertThat(gap(TWO, 1)).isGreaterThanOrEqualTo(15_000);
    }

    @Test
    void anAnnouncedDepartureOutlivesAKill() {
        scenario.api().delay(TWO, Duration.ofSeconds(15));
        scenario.status(TWO, "a").status(TWO, "b").status(TWO, "c").run(Duration.ofMillis(100));
        scenario.runUntil(() -> scenario.api().times(TWO).size() == 2);
        scenario.kill(Duration.ofSeconds(5)).run(Duration.ofMinutes(1));
        assertThat(gap(TWO, 2)).isGreaterThanOrEqualTo(15_000);
    }

    @Test
    void whatIsRestoredCountsForThePause() {
        scenario.configuration().maxPendingBytes(8_000);
        scenario.restart().run(Duration.ofSeconds(3));
        for (int i = 0; i < 100; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofMillis(10));
        assertHeld();
        scenario.run(Duration.ofMillis(300)).restart().run(Duration.ofMillis(500));
        assertHeld();
        scenario.run(Duration.ofMinutes(2));
        assertThat(scenario.results()).hasSize(100);
    }

    @Test
    void readsOnAfterALossWhateverThePollThreadBringsMeanwhile() {
        scenario.configuration().pollSteadily();
        scenario.restart().runUntil(() -> scenario.stats().readyPartitions() == 1);
        scenario.fence();
        scenario.runUntil(() -> scenario.stats().readyPartitions() == 0);
        scenario.runUntil(() -> scenario.stats().readyPartitions() == 1);
        scenario.status(ONE, "a").run(Duration.ofMillis(10)).status(ONE, "b").run(Duration.ofMinutes(1));
        scenario.status(ONE, "c").run(Duration.ofMinutes(1));
        assertThat(scenario.results()).hasSize(3);
        assertThat(scenario.api().calls()).hasSize(3);
    }

    @Test
    void aKillDoesNotCostAnIdleInstanceItsLongGap() {
        scenario.api().delay(TWO, Duration.ofHours(1));
        scenario.status(TWO, "a").run(Duration.ofHours(3));
        assertThat(scenario.paces()).extracting(Restored.RestoredPace::instance).containsExactly(TWO);
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(5));
        scenario.status(TWO, "b").run(Duration.ofSeconds(10));
        assertThat(scenario.api().times(TWO)).hasSize(2);
    }

    @Test
    void aTypingTimeOutlivesAKill() {
        scenario.produce("{\"idInstance\":\"" + ONE
                + "\",\"method\":\"sendTyping\",\"body\":{\"chatId\":\"79001234567@c.us\",\"typingTime\":20000}}");
        scenario.runUntil(() -> !scenario.api().calls().isEmpty());
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        assertThat(gap(ONE, 1)).as("called again, since it did not say").isGreaterThanOrEqualTo(20_500);
    }

    @Test
    void aMethodsLimitOutlivesItsLane() {
        scenario.configuration().delay(Duration.ofMillis(500));
        String set = "{\"idInstance\":\"" + ONE + "\",\"method\":\"setSettings\",\"body\":{\"webhookUrl\":\"\"}}";
        scenario.produce(set).run(Duration.ofMillis(200)).produce(set).run(Duration.ofSeconds(10));
        assertThat(gap(ONE, 1)).isGreaterThanOrEqualTo(1_000);
    }

    /* The lease alone would let calls go for a second and a half longer. */
    @Test
    void aCallWhoseConnectionComesLateIsNotWrittenWhenACheckpointTakesTooLong() {
        for (int i = 10; i < 40; i++) {
            scenario.api().delay("11010000" + i, Duration.ofMillis(500));
            for (int n = 0; n < 20; n++) {
                scenario.status("11010000" + i, "m" + n);
            }
        }
        scenario.run(Duration.ofSeconds(3));
        scenario.api().connectAfter(Duration.ofMillis(1_200));
        scenario.run(Duration.ofSeconds(3));
        scenario.broker().goAway();
        scenario.run(Duration.ofMillis(1_300));
        int written = scenario.api().calls().size();
        scenario.run(Duration.ofSeconds(20));
        assertThat(scenario.api().calls()).hasSize(written);
        scenario.broker().comeBack();
        scenario.run(Duration.ofMinutes(2));
        assertThat(scenario.results()).hasSize(30 * 20);
    }

    private void assertHeld() {
        assertThat(scenario.stats().pausedPartitions()).isEqualTo(1);
        assertThat(scenario.worker().isPaused(0)).isTrue();
    }

    private long gap(String instance, int after) {
        List<Long> times = scenario.api().times(instance);
        assertThat(times).hasSizeGreaterThan(after);
        return times.get(after) - times.get(after - 1);
    }

    /* So that the next checkpoint is a whole interval away. */
    private void justBehindACheckpoint() {
        scenario.api().delay(TWO, Duration.ofMillis(500));
        scenario.status(TWO, "x").run(Duration.ofSeconds(10));
        long before = scenario.position();
        scenario.status(TWO, "y");
        scenario.runUntil(() -> scenario.position() > before);
    }
}
