package io.metronome.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Priority;
import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances that cannot send: nothing is burnt, nobody else waits, and it goes on by itself. */
class HoldsTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";
    private static final InstanceState AUTHORIZED = new InstanceState.Authorized();
    private static final Answer QUOTA = new Answer.Held(466, "quota", HoldReason.QUOTA);

    private final World world = new World();

    HoldsTest() {
        world.api.delays.put(ONE, 500);
        world.api.delays.put(TWO, 500);
        world.run(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = HoldReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STARTING"})
    void keepsTheCommandsOfAHeldInstanceUntilItsStateIsGoodAgain(HoldReason reason) {
        world.api.states.put(ONE, held(reason));
        world.api.always.put(ONE, new Answer.Held(400, "no", reason));
        for (int i = 0; i < 20; i++) {
            world.status(ONE, "m" + i).status(TWO, "m" + i);
        }
        world.run(Duration.ofHours(3));
        assertThat(world.api.times(ONE)).as("the call that was refused").hasSize(1);
        assertThat(world.api.times(TWO)).hasSize(20);
        assertThat(asked(ONE)).isBetween(120, 181);
        assertThat(world.tally().heldInstances(reason)).isEqualTo(1);
        assertThat(world.tally().activeInstances()).isZero();
        assertThat(world.tally().pending(Priority.NORMAL)).isEqualTo(20);

        world.api.states.put(ONE, AUTHORIZED);
        world.api.always.clear();
        world.run(Duration.ofSeconds(90));
        assertThat(world.replies("results")).hasSize(40);
        assertThat(world.reasons()).isEmpty();
        assertPaced(world.api.times(ONE).subList(1, 21), 500);
        assertThat(world.tally().heldInstances(reason)).isZero();
        assertThat(world.ledger.conditions).as("once forgotten").isEmpty();
    }

    @Test
    void asksTheStateOfInstancesWithWorkAndHoldsThoseWhoseCallsAreStillTaken() {
        world.api.delays.put(ONE, 15_000);
        for (int i = 0; i < 20; i++) {
            world.status(ONE, "m" + i);
        }
        world.run(Duration.ofSeconds(90));
        world.api.states.put(ONE, held(HoldReason.NOT_AUTHORIZED));
        world.run(Duration.ofSeconds(75));
        int before = world.api.calls.size();
        world.run(Duration.ofHours(1));
        assertThat(world.api.calls).hasSize(before);

        world.api.states.put(ONE, AUTHORIZED);
        world.run(Duration.ofMinutes(10));
        assertThat(world.replies("results")).hasSize(20);
        assertPaced(world.api.times(ONE), 15_000);
    }

    @Test
    void asksForNoStateOfInstancesWithoutWork() {
        world.status(ONE, "a").run(Duration.ofHours(1));
        assertThat(world.api.stateQuestions).isEmpty();

        world.api.always.put(ONE, QUOTA);
        world.status(ONE, "b", "\"expiresAt\":" + world.at(Duration.ofMinutes(5)))
                .run(Duration.ofMinutes(6));
        int asked = asked(ONE);
        world.run(Duration.ofDays(1));
        assertThat(world.reasons()).containsExactly("EXPIRED");
        assertThat(world.api.stateQuestions).containsEntry(ONE, asked);
        assertThat(world.ledger.conditions).isEmpty();
        assertThat(world.tally().heldInstances(HoldReason.QUOTA)).isZero();
    }

    @Test
    void triesOneCommandAfter1And2And4MinutesWhereOnlyAnAnswerSaidSo() {
        world.api.always.put(ONE, QUOTA);
        for (int i = 0; i < 5; i++) {
            world.status(ONE, "m" + i);
        }
        world.run(Duration.ofHours(12));

        List<Long> times = world.api.times(ONE);
        assertThat(gaps(times).subList(0, 7))
                .as("a trial waits for a state that is asked by the minute")
                .zipSatisfy(
                        List.of(1, 2, 4, 8, 16, 32, 60),
                        (gap, minutes) -> assertThat(gap).isBetween(minutes * 60_000L, minutes * 60_000L + 12_000));
        assertThat(gaps(times)).filteredOn(gap -> gap < 3_600_000).hasSize(6);
        assertThat(world.api.bodies()).allMatch(body -> body.contains("m0"));

        world.api.always.clear();
        world.run(Duration.ofMinutes(61));
        assertThat(world.replies("results")).hasSize(5);
        assertThat(world.reasons()).isEmpty();
    }

    @Test
    void waitsSecondsForAnInstanceThatStarts() {
        world.api.states.put(ONE, held(HoldReason.STARTING));
        world.api.always.put(ONE, new Answer.Held(400, "in starting process", HoldReason.STARTING));
        world.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(6));
        assertThat(world.api.calls).hasSize(1);
        assertThat(asked(ONE)).isBetween(2, 3);

        world.api.states.put(ONE, AUTHORIZED);
        world.api.always.clear();
        world.run(Duration.ofSeconds(12));
        assertThat(world.replies("results")).hasSize(2);
        assertThat(world.reasons()).isEmpty();
    }

    @Test
    void asksAnInstanceThatDoesNotComeUpEvery30SecondsAndThenByTheMinute() {
        world.api.states.put(ONE, held(HoldReason.STARTING));
        world.api.always.put(ONE, new Answer.Held(400, "in starting process", HoldReason.STARTING));
        world.status(ONE, "a").run(Duration.ofMinutes(5));
        assertThat(asked(ONE)).isBetween(10, 15);
        int asked = asked(ONE);
        world.run(Duration.ofMinutes(60));
        assertThat(asked(ONE) - asked).isBetween(45, 66);
        assertThat(world.api.calls).hasSize(1);
    }

    @Test
    void rejectsA403OfAMethodOnlyWhenTheInstanceAnswersForItself() {
        world.api.answer(new Answer.Forbidden("no access to statuses"));
        world.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(5));
        assertThat(world.reasons()).containsExactly("REJECTED");
        assertThat(world.replies("results")).hasSize(1);

        world.api.states.put(TWO, held(HoldReason.FORBIDDEN));
        world.api.always.put(TWO, new Answer.Forbidden("no access to statuses"));
        world.status(TWO, "c").run(Duration.ofHours(1));
        assertThat(world.reasons()).hasSize(1);
        assertThat(world.api.times(TWO)).hasSize(1);
        world.api.always.clear();
        world.api.states.clear();
        world.run(Duration.ofSeconds(90));
        assertThat(world.replies("results")).hasSize(2);
    }

    @Test
    void learnsNothingFromStatesThatCannotBeRead() {
        world.api.states.put(ONE, new InstanceState.Unread(502, "bad gateway"));
        for (int i = 0; i < 200; i++) {
            world.status(ONE, "m" + i);
        }
        world.run(Duration.ofSeconds(110));
        assertThat(world.replies("results")).hasSize(200);
    }

    @Test
    void asksThousandsOfHeldInstancesNoMoreThanAHundredASecond() {
        int instances = 3_000;
        for (int i = 0; i < instances; i++) {
            world.api.states.put("2" + i, held(HoldReason.NOT_AUTHORIZED));
            world.api.always.put("2" + i, new Answer.Held(400, "not authorized", HoldReason.NOT_AUTHORIZED));
            world.status("2" + i, "a");
        }
        world.run(Duration.ofMinutes(2));
        assertThat(world.tally().heldInstances(HoldReason.NOT_AUTHORIZED)).isEqualTo(instances);
        long before = questions();
        world.kill(Duration.ofSeconds(10));
        for (int second = 0; second < 120; second++) {
            long soFar = questions();
            world.run(Duration.ofSeconds(1));
            assertThat(questions() - soFar).isLessThanOrEqualTo(101);
        }
        assertThat(questions() - before).isBetween(2L * instances * 8 / 10, 2L * instances);
        assertThat(world.api.calls).hasSize(instances);
    }

    private int asked(String instance) {
        return world.api.stateQuestions.getOrDefault(instance, 0);
    }

    private long questions() {
        return world.api.stateQuestions.values().stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    private static InstanceState held(HoldReason reason) {
        return new InstanceState.Held(reason, "its state is " + reason.label(), 0);
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
