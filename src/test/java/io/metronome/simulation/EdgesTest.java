package io.metronome.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where two mechanisms meet: an announcement and an expiry, a restore and a pause, a gap and a killed worker. */
class EdgesTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";
    private static final String REPORT = "\"onUnknown\":\"report\"";

    private final World world = new World();

    EdgesTest() {
        world.api.delays.put(ONE, 500);
        world.run(Duration.ofSeconds(1));
    }

    @Test
    void anAnnouncedCommandThatExpiresHoldsUpNeitherItsLaneNorAHandOver() {
        justBehindACheckpoint();
        world.status(ONE, "r", REPORT, "\"expiresAt\":" + world.at(Duration.ofMillis(20)))
                .run(Duration.ofSeconds(2));
        assertThat(world.reasons()).containsExactly("EXPIRED");
        world.status(ONE, "b").run(Duration.ofMinutes(5));
        assertThat(world.api.times(ONE)).hasSize(1);
        world.restart();
    }

    @Test
    void aDelayThatIsNotKnownYetAtAHandOverIsStillWaitedFor() {
        world.api.delays.put(TWO, 15_000);
        world.status(TWO, "a").status(TWO, "b").run(Duration.ofMillis(5));
        assertThat(world.api.times(TWO)).hasSize(1);
        world.restart().run(Duration.ofMinutes(1));
        assertThat(gap(TWO, 1)).isGreaterThanOrEqualTo(15_000);
    }

    @Test
    void anAnnouncedDepartureOutlivesAKill() {
        world.api.delays.put(TWO, 15_000);
        world.status(TWO, "a").status(TWO, "b").status(TWO, "c").run(Duration.ofMillis(100));
        while (world.api.times(TWO).size() < 2) {
            world.run(Duration.ofMillis(1));
        }
        world.kill(Duration.ofSeconds(5)).run(Duration.ofMinutes(1));
        assertThat(gap(TWO, 2)).isGreaterThanOrEqualTo(15_000);
    }

    @Test
    void whatIsRestoredCountsForThePause() {
        world.maxPendingBytes(20_000);
        world.restart().run(Duration.ofSeconds(3));
        for (int i = 0; i < 100; i++) {
            world.status(ONE, "m" + i);
        }
        assertThat(world.isHeld()).isTrue();
        world.run(Duration.ofMillis(300)).restart().run(Duration.ofMillis(500));
        assertThat(world.isHeld()).isTrue();
        world.run(Duration.ofMinutes(2));
        assertThat(world.replies("results")).hasSize(100);
    }

    @Test
    void readsOnAfterALossWhateverThePollThreadBringsMeanwhile() {
        world.pollLag(Duration.ofMillis(50));
        world.ledger.loseNext();
        while (world.tally().readyPartitions() == 1) {
            world.run(Duration.ofMillis(1));
        }
        while (world.tally().readyPartitions() == 0) {
            world.run(Duration.ofMillis(1));
        }
        world.status(ONE, "a").run(Duration.ofMillis(10)).status(ONE, "b").run(Duration.ofMinutes(1));
        world.status(ONE, "c").run(Duration.ofMinutes(1));
        assertThat(world.replies("results")).hasSize(3);
        assertThat(world.api.calls).hasSize(3);
    }

    @Test
    void aKillDoesNotCostAnIdleInstanceItsLongGap() {
        world.api.delays.put(TWO, 3_600_000);
        world.status(TWO, "a").run(Duration.ofHours(10));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(5));
        world.status(TWO, "b").run(Duration.ofSeconds(10));
        assertThat(world.api.times(TWO)).hasSize(2);
    }

    @Test
    void aTypingTimeOutlivesAKill() {
        world.produce("{\"idInstance\":\"" + ONE
                + "\",\"method\":\"sendTyping\",\"body\":{\"chatId\":\"79001234567@c.us\",\"typingTime\":20000}}");
        while (world.api.calls.isEmpty()) {
            world.run(Duration.ofMillis(1));
        }
        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        assertThat(gap(ONE, 1)).as("called again, since it did not say").isGreaterThanOrEqualTo(20_500);
    }

    @Test
    void aMethodsLimitOutlivesItsLane() {
        world.configuredDelay(Duration.ofMillis(500));
        String set = "{\"idInstance\":\"" + ONE + "\",\"method\":\"setSettings\",\"body\":{\"webhookUrl\":\"\"}}";
        world.produce(set).run(Duration.ofMillis(200)).produce(set).run(Duration.ofSeconds(10));
        assertThat(gap(ONE, 1)).isGreaterThanOrEqualTo(1_000);
    }

    private long gap(String instance, int after) {
        List<Long> times = world.api.times(instance);
        assertThat(times).hasSizeGreaterThan(after);
        return times.get(after) - times.get(after - 1);
    }

    /* So that the next checkpoint is a whole interval away. */
    private void justBehindACheckpoint() {
        world.api.delays.put(TWO, 500);
        world.status(TWO, "x").run(Duration.ofSeconds(10));
        long before = world.ledger.position;
        world.status(TWO, "y");
        while (world.ledger.position == before) {
            world.run(Duration.ofMillis(1));
        }
    }
}
