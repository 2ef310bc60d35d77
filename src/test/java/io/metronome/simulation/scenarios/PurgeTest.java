package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.workload.Operators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators purge an instance: every command below an offset ends, wherever it waits, and no other one. */
@ExtendWith(SilentLogs.class)
class PurgeTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";

    @AutoClose
    private final Scenario scenario = new Scenario();

    private final Operators operators = new Operators(scenario.broker());

    PurgeTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.api().delay(TWO, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(2));
    }

    private void produce(String instance, int commands) {
        for (int i = 0; i < commands; i++) {
            scenario.status(instance, "m" + i);
        }
    }

    private long end() {
        return scenario.broker().log(SimulatedTopics.COMMANDS, 0).end();
    }

    private void purge() {
        operators.purge(ONE, end());
    }

    @Test
    void endsWhatWaitsAndNothingElse() {
        produce(ONE, 20);
        produce(TWO, 5);
        scenario.run(Duration.ofMillis(700));
        purge();
        scenario.run(Duration.ofMillis(100));
        produce(ONE, 3);
        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.reasons()).hasSize(18).containsOnly("CANCELLED");
        assertThat(scenario.results()).hasSize(2 + 5 + 3);
        assertThat(scenario.pending()).isEmpty();
        assertThat(scenario.stats().pendingBytes()).isZero();
    }

    @Test
    void endsWhatWaitsForItsMoment() {
        for (int i = 0; i < 40; i++) {
            scenario.status(ONE, "m" + i, "\"notBefore\":" + scenario.at(Duration.ofHours(1 + i % 3)));
        }
        scenario.run(Duration.ofMinutes(61));
        purge();
        scenario.run(Duration.ofSeconds(1));
        int sent = scenario.results().size();
        assertThat(scenario.reasons()).hasSize(40 - sent).containsOnly("CANCELLED");
        scenario.run(Duration.ofHours(3));
        assertThat(scenario.results()).hasSize(sent);
    }

    @Test
    void endsWhatIsHeldOrTriedAgain() {
        scenario.api().answerNext(new Answer.Again(500, "busy", 60_000, false));
        produce(ONE, 2);
        scenario.run(Duration.ofSeconds(2));
        purge();
        scenario.run(Duration.ofSeconds(1));
        assertThat(scenario.reasons()).containsExactly("CANCELLED", "CANCELLED");

        scenario.api().hold(ONE, HoldReason.NOT_AUTHORIZED);
        scenario.run(Duration.ofMinutes(2));
        produce(ONE, 3);
        scenario.run(Duration.ofMinutes(2));
        int before = scenario.reasons().size();
        purge();
        scenario.run(Duration.ofSeconds(1));
        assertThat(scenario.reasons().size() - before).isBetween(2, 3);
        assertThat(scenario.pending()).isEmpty();
    }

    @Test
    void aCallInFlightEndsAsItEnds() {
        scenario.api().latency(ONE, Duration.ofSeconds(2));
        scenario.api().answerNext(new Answer.Unknown(502, "bad gateway"));
        produce(ONE, 1);
        scenario.run(Duration.ofSeconds(1));
        purge();
        scenario.run(Duration.ofSeconds(20));
        assertThat(scenario.api().calls()).hasSize(1);
        assertThat(scenario.reasons()).as("it is not tried again").containsExactly("CANCELLED");

        produce(ONE, 1);
        scenario.run(Duration.ofSeconds(1));
        purge();
        scenario.run(Duration.ofSeconds(20));
        assertThat(scenario.results()).as("it was accepted").hasSize(1);
    }

    @Test
    void endsASetSettingsThatDoesNotShowYet() {
        scenario.produce("{\"idInstance\":\"" + ONE
                + "\",\"method\":\"setSettings\",\"body\":{\"webhookUrl\":\"https://example.com\"}}");
        scenario.run(Duration.ofSeconds(2));
        assertThat(scenario.results()).isEmpty();
        purge();
        scenario.run(Duration.ofSeconds(1));
        assertThat(scenario.reasons()).containsExactly("CANCELLED");
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.results()).isEmpty();
        assertThat(scenario.pending()).isEmpty();
    }

    @Test
    void coversWhatIsNotReadYetAndWhatAFormerOwnerHadRead() {
        produce(ONE, 5);
        scenario.run(Duration.ofMillis(300));
        scenario.stop();
        produce(ONE, 5);
        purge();
        scenario.run(Duration.ofMinutes(1)).start().run(Duration.ofSeconds(20));
        assertThat(scenario.results()).hasSize(1);
        assertThat(scenario.reasons()).hasSize(9).containsOnly("CANCELLED");
        produce(ONE, 1);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.results()).hasSize(2);
    }

    @Test
    void isNotForgottenByAKillRightBehindIt() {
        produce(ONE, 10);
        scenario.run(Duration.ofMillis(300));
        purge();
        scenario.run(Duration.ofMillis(5)).kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        assertThat(scenario.results()).hasSize(1);
        assertThat(scenario.reasons()).hasSize(9).containsOnly("CANCELLED");
        assertThat(scenario.pending()).isEmpty();
    }

    @Test
    void beyondTheEndItIsIgnoredForGood() {
        produce(ONE, 3);
        scenario.run(Duration.ofMillis(100));
        operators.purge(ONE, end() + 5);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.results()).hasSize(3);
        produce(ONE, 20);
        scenario.restart().run(Duration.ofSeconds(20));
        assertThat(scenario.results()).as("the partition is long enough now").hasSize(23);
        assertThat(scenario.reasons()).isEmpty();
    }

    @Test
    void aHundredThousandStopNobodyElse() {
        scenario.configuration().maxPendingBytes(512 << 20);
        scenario.restart().run(Duration.ofSeconds(5));
        produce(ONE, 100_000);
        produce(TWO, 200);
        scenario.run(Duration.ofSeconds(40));
        List<Long> replied = new ArrayList<>();
        int answered = results(TWO);
        purge();
        long most = 0;
        for (int i = 0; i < 100; i++) {
            long before = scenario.worker().told().dead();
            scenario.run(Duration.ofMillis(10));
            most = Math.max(most, scenario.worker().told().dead() - before);
        }
        assertThat(most).as("ended between two checkpoints").isBetween(500L, 2_500L);
        for (int second = 0; second < 20; second++) {
            scenario.run(Duration.ofSeconds(1));
            replied.add((long) results(TWO) - answered);
            answered = results(TWO);
        }
        assertThat(replied).as("replies to the other instance in each second").allMatch(count -> count >= 1);
        List<Long> times = scenario.api().times(TWO);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isEqualTo(500);
        }
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.reasons()).hasSizeGreaterThan(99_900).containsOnly("CANCELLED");
        assertThat(scenario.stats().pendingBytes()).isZero();
    }

    private int results(String instance) {
        return (int) scenario.results().stream()
                .filter(result -> result.contains(instance))
                .count();
    }

    @Test
    void aPurgeEndsWhatWaitsForItsMomentLongAfterTheLastCall() {
        scenario.status(ONE, "a").status(ONE, "b", "\"notBefore\":" + scenario.at(Duration.ofHours(6)));
        scenario.run(Duration.ofHours(3));
        purge();
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.reasons()).containsExactly("CANCELLED");
    }
}
