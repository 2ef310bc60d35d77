package io.metronome.simulation.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.worker.WorkerFleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scenes that a storm would seldom bring, or that would keep a storm from ending. */
@ExtendWith(SilentLogs.class)
class ScenesTest {
    private static final String ONE = "1101000001";

    @AutoClose
    private final Scenario scenario = new Scenario();

    ScenesTest() {
        scenario.api().delay(ONE, Duration.ofMillis(2_500));
    }

    @Test
    void aReadPositionThatVanishedIsNotGuessedAt() {
        workFor(30);
        scenario.stop();
        workFor(30);
        scenario.broker().group().forgetOffsets();
        int called = scenario.api().calls().size();
        scenario.start();
        workFor(60);
        assertThat(scenario.restores()).as("the partition is not served").hasSize(1);
        assertThat(scenario.api().calls())
                .as("nothing that was sent is sent again")
                .hasSize(called);
    }

    @Test
    void aLedgerThatFitsAgainIsServedWithoutARestart() {
        workFor(30);
        scenario.stop();
        Map<TopicPartition, OffsetAndMetadata> offsets =
                scenario.broker().group().offsets();
        scenario.broker().group().forgetOffsets();
        scenario.start().run(Duration.ofSeconds(30));
        int served = scenario.restores().size();
        for (int second = 0; second < 1_800; second++) {
            scenario.run(Duration.ofSeconds(1));
            assertThat(scenario.stats().readyPartitions()).isZero();
            assertThat(scenario.stats().unreadReasons())
                    .as("after %d s", second)
                    .singleElement()
                    .asString()
                    .contains("the read position", "the worker looks again within 10 minutes");
        }
        scenario.broker().group().putBack(offsets);
        int called = scenario.api().calls().size();
        scenario.status(ONE, "afterwards").run(Duration.ofMinutes(11));
        assertThat(scenario.stats().readyPartitions()).isEqualTo(1);
        assertThat(scenario.stats().unreadReasons()).isEmpty();
        assertThat(scenario.restores()).hasSize(served + 1);
        assertThat(scenario.api().calls()).hasSize(called + 1);
    }

    @Test
    void twoTakeOversInARowWithATransactionLeftOpenCostOneSession() {
        workFor(20);
        scenario.stop();
        workFor(20);
        scenario.start();
        // The second never gets a header of its own into the ledger: the last header is that of a worker long gone.
        SimulatedHost second = scenario.worker().host();
        scenario.broker().transactions().trap(second.name(), 2, second::kill);
        scenario.runUntil(() -> !second.isAlive()).start();
        workFor(60);
        List<WorkerFleet.Restore> restores = scenario.restores();
        assertThat(restores).extracting(restore -> restore.host().name()).containsExactly("worker-1", "worker-3");
        assertThat(restores.getLast().nanos()).isLessThan(SECONDS.toNanos(5));
        assertThat(scenario.broker().wronglyFenced()).isEmpty();
    }

    @Test
    void aWorkerThatStandsStillForFiveMinutesWritesNothingAndCallsNobody() {
        workFor(20);
        SimulatedHost zombie = scenario.worker().host();
        zombie.freeze();
        scenario.start();
        workFor(300);
        long called = callsOf(zombie);
        long written = checkpointsOf(zombie);
        zombie.thaw();
        // Long enough to find out that it is no member any more, too short to be assigned anything.
        scenario.run(Duration.ofSeconds(1));
        assertThat(callsOf(zombie)).isEqualTo(called);
        assertThat(checkpointsOf(zombie)).isLessThanOrEqualTo(written + 1);
        assertThat(scenario.api().calls()).hasSize(32);
    }

    @Test
    void aScenarioTellsOneStory() {
        try (Scenario again = new Scenario()) {
            assertThat(hash(again)).isEqualTo(hash(scenario));
        }
    }

    private static String hash(Scenario told) {
        told.api().delay(ONE, Duration.ofSeconds(15));
        told.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(5)).restart();
        told.run(Duration.ofSeconds(5)).kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        return told.hash();
    }

    private void workFor(int seconds) {
        for (int i = 0; i < seconds; i += 10) {
            scenario.status(ONE, "m").run(Duration.ofSeconds(10));
        }
    }

    private long callsOf(SimulatedHost host) {
        return scenario.api().calls().stream()
                .filter(call -> call.host() == host)
                .count();
    }

    private long checkpointsOf(SimulatedHost host) {
        return scenario.broker().transactions().committed().stream()
                .filter(one -> one.host().equals(host.name()))
                .count();
    }
}
