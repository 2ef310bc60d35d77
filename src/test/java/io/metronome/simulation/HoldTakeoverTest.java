package io.metronome.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Holds and limits that outlive a worker, and intents that must not become lies meanwhile. */
class HoldTakeoverTest {
    private static final String ONE = "1101000001";
    private static final InstanceState AUTHORIZED = new InstanceState.Authorized();
    private static final Answer QUOTA = new Answer.Held(466, "quota", HoldReason.QUOTA);

    private final World world = new World();

    HoldTakeoverTest() {
        world.api.delays.put(ONE, 500);
        world.run(Duration.ofSeconds(1));
    }

    @Test
    void survivesAHandOverAndAKill() {
        world.api.states.put(ONE, held(HoldReason.NOT_AUTHORIZED));
        world.api.always.put(ONE, new Answer.Held(400, "not authorized", HoldReason.NOT_AUTHORIZED));
        for (int i = 0; i < 10; i++) {
            world.status(ONE, "m" + i);
        }
        world.run(Duration.ofMinutes(3)).restart().run(Duration.ofMinutes(3));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(3));
        assertThat(world.api.calls).as("no call beside the first").hasSize(1);
        assertThat(world.tally().heldInstances(HoldReason.NOT_AUTHORIZED)).isEqualTo(1);
        assertThat(asked(ONE)).isLessThanOrEqualTo(11);

        world.api.states.put(ONE, AUTHORIZED);
        world.api.always.clear();
        world.run(Duration.ofSeconds(90));
        assertThat(world.replies("results")).hasSize(10);
    }

    @Test
    void goesOnCountingTrialsUnderTheNextOwner() {
        world.api.always.put(ONE, QUOTA);
        world.status(ONE, "a").run(Duration.ofMinutes(8));
        assertThat(world.api.calls).hasSize(4);

        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(6));
        assertThat(world.api.calls)
                .as("the next is due 8 minutes after the fourth")
                .hasSize(4);
        world.run(Duration.ofMinutes(3));
        assertThat(world.api.calls).hasSize(5);
    }

    @Test
    void waitsUnderTheNextOwnerForWhatTheApiLimits() {
        world.api.answer(new Answer.Again(429, "too many", 3_600_000, true));
        world.status(ONE, "a").run(Duration.ofMinutes(10));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(10));
        world.restart().run(Duration.ofMinutes(38));
        assertThat(world.api.calls).hasSize(1);

        world.run(Duration.ofMinutes(3));
        assertThat(world.replies("results")).hasSize(1);
        assertThat(world.api.times(ONE).get(1) - world.api.times(ONE).get(0)).isGreaterThanOrEqualTo(3_600_000);
        world.run(Duration.ofMinutes(10));
        assertThat(world.ledger.conditions).isEmpty();
    }

    @Test
    void takesAnAnnouncementBackThatAHoldOvertakes() {
        world.api.delays.put(ONE, 120_000);
        world.status(ONE, "a").status(ONE, "b", "\"onUnknown\":\"report\"").run(Duration.ofSeconds(100));
        world.api.states.put(ONE, held(HoldReason.YELLOW_CARD));
        world.run(Duration.ofHours(1));
        assertThat(world.ledger.waiting.values()).noneMatch(waiting -> waiting.announced());

        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(2));
        assertThat(world.reasons()).as("never called, so not unknown").isEmpty();
        world.api.states.put(ONE, AUTHORIZED);
        world.run(Duration.ofMinutes(5));
        assertThat(world.replies("results")).hasSize(2);
    }

    @Test
    void clearsTheIntentOfACallThatLedToAHold() {
        world.api.always.put(ONE, QUOTA);
        world.status(ONE, "a", "\"onUnknown\":\"report\"").run(Duration.ofSeconds(5));
        assertThat(world.api.calls).hasSize(1);
        world.api.always.clear();
        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(3));
        assertThat(world.reasons()).isEmpty();
        assertThat(world.replies("results")).singleElement().asString().contains("\"attempts\":2");
    }

    private int asked(String instance) {
        return world.api.stateQuestions.getOrDefault(instance, 0);
    }

    private static InstanceState held(HoldReason reason) {
        return new InstanceState.Held(reason, "its state is " + reason.label(), 0);
    }
}
