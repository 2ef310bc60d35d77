package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.ledger.LedgerFormat;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises that outlive a worker: what is pending, the pace, and what must not be repeated. */
@ExtendWith(SilentLogs.class)
class TakeoverTest {
    private static final String ONE = "1101000001";

    @AutoClose
    private final Scenario scenario = new Scenario();

    TakeoverTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void refusesASecondCommandOfOneIdAlsoAfterARestart() {
        scenario.status(ONE, "a", "\"commandId\":\"x\"")
                .status(ONE, "a", "\"commandId\":\"x\"")
                .run(Duration.ofSeconds(3));
        assertThat(scenario.reasons()).containsExactly("DUPLICATE");

        scenario.restart()
                .run(Duration.ofSeconds(5))
                .status(ONE, "a", "\"commandId\":\"x\"")
                .run(Duration.ofSeconds(3));
        assertThat(scenario.reasons()).containsExactly("DUPLICATE", "DUPLICATE");

        scenario.run(Duration.ofMinutes(12))
                .status(ONE, "a", "\"commandId\":\"x\"")
                .run(Duration.ofSeconds(3));
        assertThat(scenario.api().calls()).hasSize(2);
    }

    @Test
    void keepsPaceAndBacklogThroughAHandOver() {
        scenario.api().delay(ONE, Duration.ofMinutes(20));
        for (int i = 0; i < 3; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(5)).restart().run(Duration.ofMinutes(41));

        List<Long> times = scenario.api().times(ONE);
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isBetween(20 * 60_000L, 20 * 60_000L + 1_500);
        assertThat(times.get(2) - times.get(1)).isBetween(20 * 60_000L, 20 * 60_000L + 1_500);
        assertThat(scenario.results()).hasSize(3);
    }

    @Test
    void neverShortensAGapByAKill() {
        scenario.api().delay(ONE, Duration.ofMinutes(5));
        scenario.status(ONE, "a").status(ONE, "b").status(ONE, "c").run(Duration.ofMinutes(2));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(11));

        List<Long> times = scenario.api().times(ONE);
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isBetween(300_000L, 302_000L);
        assertThat(times.get(2) - times.get(1)).isBetween(300_000L, 302_000L);
    }

    @Test
    void reportsWhatAKilledWorkerMayHaveSent() {
        scenario.status(ONE, "a", "\"onUnknown\":\"report\"").run(Duration.ofMillis(1));
        assertThat(scenario.api().calls()).as("not before it is announced").isEmpty();
        scenario.runUntil(() -> !scenario.api().calls().isEmpty());

        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        assertThat(scenario.api().calls()).hasSize(1);
        assertThat(scenario.pending()).isEmpty();
        assertThat(scenario.results()).isEmpty();
        assertThat(scenario.reasons()).containsExactly("OUTCOME_UNKNOWN");
    }

    @Test
    void callsAgainWhatAKilledWorkerSentAndDidNotSay() {
        scenario.status(ONE, "a")
                .run(Duration.ofMillis(30))
                .kill(Duration.ofSeconds(10))
                .run(Duration.ofMinutes(1));

        assertThat(scenario.api().calls()).hasSize(2);
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void stopsCallingWhenNoCheckpointSucceeds() {
        for (int i = 0; i < 100; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(5));
        int before = scenario.api().calls().size();
        scenario.broker().goAway();
        scenario.run(Duration.ofMinutes(5));

        assertThat(scenario.api().calls().size() - before).isLessThanOrEqualTo(7);
    }

    @Test
    void takesNothingInTwiceWhenTheLedgerWasLost() {
        for (int i = 0; i < 10; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.fence();
        for (int i = 10; i < 20; i++) {
            scenario.status(ONE, "m" + i).run(Duration.ofMillis(20));
        }
        scenario.run(Duration.ofMinutes(1));

        assertThat(scenario.results()).hasSize(20).doesNotHaveDuplicates();
        assertThat(scenario.pending()).isEmpty();
        assertThat(scenario.position()).isEqualTo(20);
    }

    @Test
    void bringsBackWhatWaitedForItsMoment() {
        scenario.status(ONE, "tonight", "\"notBefore\":" + scenario.at(Duration.ofHours(1)))
                .run(Duration.ofSeconds(1))
                .kill(Duration.ofSeconds(10))
                .run(Duration.ofMinutes(40));
        assertThat(scenario.api().calls()).isEmpty();

        scenario.run(Duration.ofMinutes(40));
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void aDepartureFromBeforeTheMachinesBootCostsNoLongerGap() {
        String slow = "1101000077";
        scenario.api().delay(slow, Duration.ofHours(6));
        scenario.status(slow, "a").status(slow, "b").run(Duration.ofHours(2));
        scenario.stop().startOnFreshMachine().run(Duration.ofMinutes(10));
        scenario.stop().start().run(Duration.ofHours(4));
        List<Long> times = scenario.api().times(slow);
        assertThat(times).hasSize(2);
        assertThat(Duration.ofMillis(times.get(1) - times.get(0)))
                .isBetween(Duration.ofHours(6), Duration.ofHours(6).plusSeconds(10));
    }

    @Test
    void theLedgerForgetsTheDeparturesOfIdleInstances() {
        for (int i = 10; i < 40; i++) {
            scenario.api().delay("11010000" + i, Duration.ofSeconds(3));
            scenario.status("11010000" + i, "a");
        }
        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.paces()).hasSize(30);
        scenario.run(Duration.ofHours(2));
        assertThat(scenario.paces()).as("of lanes that were forgotten").isEmpty();
    }

    @Test
    void theLedgerForgetsDeparturesWhoseGapPassedBeforeATakeover() {
        scenario.api().delay("1101000010", Duration.ofSeconds(3));
        scenario.api().delay("1101000011", Duration.ofMinutes(2));
        scenario.status("1101000010", "a").status("1101000011", "a").run(Duration.ofSeconds(10));
        assertThat(scenario.paces()).hasSize(2);
        scenario.kill(Duration.ofMinutes(5)).run(Duration.ofSeconds(30));
        assertThat(scenario.paces())
                .as("a gap of two minutes is kept")
                .singleElement()
                .matches(paced -> paced.instance().equals("1101000011"));
    }

    @Test
    void aKillCostsAnInstanceThatWasNotCalledNoSecondGap() {
        String slow = "1101000077";
        scenario.api().delay(slow, Duration.ofMinutes(20));
        // Who takes over cannot know what happened before, so the first kill costs a gap.
        scenario.kill(Duration.ofSeconds(10)).status(slow, "a").run(Duration.ofMinutes(15));
        assertThat(scenario.api().times(slow)).isEmpty();

        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(7));
        assertThat(scenario.api().times(slow)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONDITIONS", "DATED_DELAYS"})
    void aKillBeforeTheirFirstCallsCostsSlowInstancesNoGap(LedgerFormat format) {
        scenario.configuration().format(format);
        scenario.configuration().maxInFlight(1);
        scenario.restart().run(Duration.ofSeconds(10));
        scenario.api().latency(ONE, Duration.ofMinutes(1));
        scenario.status(ONE, "takes the capacity").run(Duration.ofSeconds(1));
        List<String> slow =
                IntStream.range(10, 50).mapToObj(i -> "11010000" + i).toList();
        slow.forEach(one -> scenario.api().delay(one, Duration.ofMinutes(20)));
        slow.forEach(one -> scenario.status(one, "a"));
        scenario.run(Duration.ofSeconds(20));
        assertThat(scenario.pending()).hasSize(41);
        assertThat(scenario.api().calls()).hasSize(1);

        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(3));
        assertThat(slow).allSatisfy(one -> assertThat(scenario.api().times(one)).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONDITIONS", "DATED_DELAYS"})
    void aKillCostsNoGapWhereCommandsWaitForTheirMoment(LedgerFormat format) {
        scenario.configuration().format(format);
        scenario.restart().run(Duration.ofSeconds(10));
        String slow = "1101000077";
        scenario.api().delay(slow, Duration.ofMinutes(20));
        scenario.api().delay(ONE, Duration.ofSeconds(40));
        String later = "\"notBefore\":" + scenario.at(Duration.ofMinutes(90));
        scenario.status(slow, "a", later).status(ONE, "a", later).run(Duration.ofSeconds(10));
        assertThat(scenario.paces()).hasSize(2);

        scenario.run(Duration.ofMinutes(89)).kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(50));
        assertThat(scenario.api().times(slow)).hasSize(1);
        assertThat(scenario.api().times(ONE)).hasSize(1);
        scenario.run(Duration.ofHours(2));
        assertThat(scenario.paces())
                .as("of lanes that were forgotten")
                .noneMatch(paced -> paced.instance().equals(ONE));
    }
}
