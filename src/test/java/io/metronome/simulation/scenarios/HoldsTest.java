package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Priority;
import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances that cannot send: nothing is burnt, nobody else waits, and it goes on by itself. */
@ExtendWith(SilentLogs.class)
class HoldsTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";
    private static final Answer QUOTA = new Answer.Held(466, "quota", HoldReason.QUOTA);

    @AutoClose
    private final Scenario scenario = new Scenario();

    HoldsTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.api().delay(TWO, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = HoldReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STARTING"})
    void keepsTheCommandsOfAHeldInstanceUntilItsStateIsGoodAgain(HoldReason reason) {
        scenario.api().hold(ONE, reason);
        scenario.api().answerAlways(ONE, new Answer.Held(400, "no", reason));
        for (int i = 0; i < 20; i++) {
            scenario.status(ONE, "m" + i).status(TWO, "m" + i);
        }
        scenario.run(Duration.ofHours(1));
        assertThat(scenario.api().times(ONE)).as("the call that was refused").hasSize(1);
        assertThat(scenario.api().times(TWO)).hasSize(20);
        assertThat(scenario.api().stateReads(ONE)).isBetween(40, 61);
        assertThat(scenario.stats().heldInstances(reason)).isEqualTo(1);
        assertThat(scenario.stats().activeInstances()).isZero();
        assertThat(scenario.stats().pending(Priority.NORMAL)).isEqualTo(20);

        scenario.api().authorizeAll();
        scenario.api().acceptAll();
        scenario.run(Duration.ofSeconds(90));
        assertThat(scenario.results()).hasSize(40);
        assertThat(scenario.reasons()).isEmpty();
        assertPaced(scenario.api().times(ONE).subList(1, 21), 500);
        assertThat(scenario.stats().heldInstances(reason)).isZero();
        assertThat(scenario.conditions()).as("once forgotten").isEmpty();
    }

    @Test
    void asksTheStateOfInstancesWithWorkAndHoldsThoseWhoseCallsAreStillTaken() {
        scenario.api().delay(ONE, Duration.ofSeconds(15));
        for (int i = 0; i < 20; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(90));
        scenario.api().hold(ONE, HoldReason.NOT_AUTHORIZED);
        scenario.run(Duration.ofSeconds(75));
        int before = scenario.api().calls().size();
        scenario.run(Duration.ofHours(1));
        assertThat(scenario.api().calls()).hasSize(before);

        scenario.api().authorizeAll();
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.results()).hasSize(20);
        assertPaced(scenario.api().times(ONE), 15_000);
    }

    @Test
    void asksForNoStateOfInstancesWithoutWork() {
        scenario.status(ONE, "a").run(Duration.ofHours(1));
        assertThat(scenario.api().stateReads()).isZero();

        scenario.api().answerAlways(ONE, QUOTA);
        scenario.status(ONE, "b", "\"expiresAt\":" + scenario.at(Duration.ofMinutes(5)))
                .run(Duration.ofMinutes(6));
        int asked = scenario.api().stateReads(ONE);
        scenario.run(Duration.ofHours(3));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
        assertThat(scenario.api().stateReads()).isEqualTo(asked);
        assertThat(scenario.conditions()).isEmpty();
        assertThat(scenario.stats().heldInstances(HoldReason.QUOTA)).isZero();
    }

    @Test
    void triesOneCommandAfter1And2And4MinutesWhereOnlyAnAnswerSaidSo() {
        scenario.api().answerAlways(ONE, QUOTA);
        for (int i = 0; i < 5; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofHours(5));

        List<Long> times = scenario.api().times(ONE);
        assertThat(gaps(times).subList(0, 7))
                .as("a trial waits for a state that is asked by the minute")
                .zipSatisfy(
                        List.of(1, 2, 4, 8, 16, 32, 60),
                        (gap, minutes) -> assertThat(gap).isBetween(minutes * 60_000L, minutes * 60_000L + 12_000));
        assertThat(gaps(times)).filteredOn(gap -> gap < 3_600_000).hasSize(6);
        assertThat(scenario.api().bodies()).allMatch(body -> body.contains("m0"));

        scenario.api().acceptAll();
        scenario.run(Duration.ofMinutes(61));
        assertThat(scenario.results()).hasSize(5);
        assertThat(scenario.reasons()).isEmpty();
    }

    @Test
    void waitsSecondsForAnInstanceThatStarts() {
        scenario.api().hold(ONE, HoldReason.STARTING);
        scenario.api().answerAlways(ONE, new Answer.Held(400, "in starting process", HoldReason.STARTING));
        scenario.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(6));
        assertThat(scenario.api().calls()).hasSize(1);
        assertThat(scenario.api().stateReads(ONE)).isBetween(2, 3);

        scenario.api().authorizeAll();
        scenario.api().acceptAll();
        scenario.run(Duration.ofSeconds(12));
        assertThat(scenario.results()).hasSize(2);
        assertThat(scenario.reasons()).isEmpty();
    }

    @Test
    void asksTheStateAgainWhenTheOnlyCommandComesBackFromItsCall() {
        scenario.api().hold(ONE, HoldReason.STARTING);
        scenario.api().asking(Duration.ofMillis(100));
        scenario.api().latency(ONE, Duration.ofSeconds(3));
        scenario.api().answerNext(new Answer.Again(500, "try again", 0, false));
        scenario.status(ONE, "a").run(Duration.ofSeconds(5));
        assertThat(scenario.api().calls()).hasSize(1);

        scenario.api().authorizeAll();
        scenario.run(Duration.ofSeconds(20));
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void asksAnInstanceThatDoesNotComeUpEvery30SecondsAndThenByTheMinute() {
        scenario.api().hold(ONE, HoldReason.STARTING);
        scenario.api().answerAlways(ONE, new Answer.Held(400, "in starting process", HoldReason.STARTING));
        scenario.status(ONE, "a").run(Duration.ofMinutes(5));
        assertThat(scenario.api().stateReads(ONE)).isBetween(10, 15);
        int asked = scenario.api().stateReads(ONE);
        scenario.run(Duration.ofHours(1));
        assertThat(scenario.api().stateReads(ONE) - asked).isBetween(45, 66);
        assertThat(scenario.api().calls()).hasSize(1);
    }

    @Test
    void rejectsA403OfAMethodOnlyWhenTheInstanceAnswersForItself() {
        scenario.api().answerNext(new Answer.Forbidden("no access to statuses"));
        scenario.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(5));
        assertThat(scenario.reasons()).containsExactly("REJECTED");
        assertThat(scenario.results()).hasSize(1);

        scenario.api().hold(TWO, HoldReason.FORBIDDEN);
        scenario.api().answerAlways(TWO, new Answer.Forbidden("no access to statuses"));
        scenario.status(TWO, "c").run(Duration.ofHours(1));
        assertThat(scenario.reasons()).hasSize(1);
        assertThat(scenario.api().times(TWO)).hasSize(1);
        scenario.api().acceptAll();
        scenario.api().authorizeAll();
        scenario.run(Duration.ofSeconds(90));
        assertThat(scenario.results()).hasSize(2);
    }

    @Test
    void learnsNothingFromStatesThatCannotBeRead() {
        scenario.api().state(ONE, new InstanceState.Unread(502, "bad gateway"));
        for (int i = 0; i < 200; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(110));
        assertThat(scenario.results()).hasSize(200);
    }

    @Test
    void asksThousandsOfHeldInstancesNoMoreThanAHundredASecond() {
        int instances = 3_000;
        scenario.run(Duration.ofSeconds(10));
        for (int i = 0; i < instances; i++) {
            scenario.api().hold("2" + i, HoldReason.NOT_AUTHORIZED);
            scenario.api().answerAlways("2" + i, new Answer.Held(400, "not authorized", HoldReason.NOT_AUTHORIZED));
            scenario.status("2" + i, "a");
        }
        scenario.run(Duration.ofMinutes(2));
        assertThat(scenario.stats().heldInstances(HoldReason.NOT_AUTHORIZED)).isEqualTo(instances);
        long before = scenario.api().stateReads();
        scenario.kill(Duration.ofSeconds(10));
        for (int second = 0; second < 120; second++) {
            long soFar = scenario.api().stateReads();
            scenario.run(Duration.ofSeconds(1));
            assertThat(scenario.api().stateReads() - soFar).isLessThanOrEqualTo(101);
        }
        assertThat(scenario.api().stateReads() - before).isBetween(2L * instances * 8 / 10, 2L * instances);
        // The state of a few was asked before their first call.
        assertThat(scenario.api().calls()).hasSizeBetween(instances * 9 / 10, instances);
    }

    private static List<Long> gaps(List<Long> times) {
        return IntStream.range(1, times.size())
                .mapToObj(i -> times.get(i) - times.get(i - 1))
                .toList();
    }

    private static void assertPaced(List<Long> times, long gap) {
        assertThat(gaps(times)).allMatch(one -> one >= gap);
    }
}
