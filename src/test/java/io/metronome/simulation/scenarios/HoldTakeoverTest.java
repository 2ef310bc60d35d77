package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds and limits that outlive a worker, and intents that must not become lies meanwhile. */
@ExtendWith(SilentLogs.class)
class HoldTakeoverTest {
    private static final String ONE = "1101000001";
    private static final Answer QUOTA = new Answer.Held(466, "quota", HoldReason.QUOTA);

    @AutoClose
    private final Scenario scenario = new Scenario();

    HoldTakeoverTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void survivesAHandOverAndAKill() {
        scenario.api().hold(ONE, HoldReason.NOT_AUTHORIZED);
        scenario.api().answerAlways(ONE, new Answer.Held(400, "not authorized", HoldReason.NOT_AUTHORIZED));
        for (int i = 0; i < 10; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofMinutes(3)).restart().run(Duration.ofMinutes(3));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(3));
        assertThat(scenario.api().calls()).as("no call beside the first").hasSize(1);
        assertThat(scenario.stats().heldInstances(HoldReason.NOT_AUTHORIZED)).isEqualTo(1);
        assertThat(scenario.api().stateReads(ONE)).isLessThanOrEqualTo(11);

        scenario.api().authorizeAll();
        scenario.api().acceptAll();
        scenario.run(Duration.ofSeconds(90));
        assertThat(scenario.results()).hasSize(10);
    }

    @Test
    void goesOnCountingTrialsUnderTheNextOwner() {
        scenario.api().answerAlways(ONE, QUOTA);
        scenario.status(ONE, "a").run(Duration.ofMinutes(8));
        assertThat(scenario.api().calls()).hasSize(4);

        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(6));
        assertThat(scenario.api().calls())
                .as("the next is due 8 minutes after the fourth")
                .hasSize(4);
        scenario.run(Duration.ofMinutes(3));
        assertThat(scenario.api().calls()).hasSize(5);
    }

    @Test
    void waitsUnderTheNextOwnerForWhatTheApiLimits() {
        scenario.api().answerNext(new Answer.Again(429, "too many", 3_600_000, true));
        scenario.status(ONE, "a").run(Duration.ofMinutes(10));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(10));
        scenario.restart().run(Duration.ofMinutes(38));
        assertThat(scenario.api().calls()).hasSize(1);

        scenario.run(Duration.ofMinutes(3));
        assertThat(scenario.results()).hasSize(1);
        assertThat(scenario.api().times(ONE).get(1) - scenario.api().times(ONE).get(0))
                .isGreaterThanOrEqualTo(3_600_000);
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.conditions()).isEmpty();
    }

    @Test
    void takesAnAnnouncementBackThatAHoldOvertakes() {
        scenario.api().delay(ONE, Duration.ofMinutes(2));
        scenario.status(ONE, "a").status(ONE, "b", "\"onUnknown\":\"report\"").run(Duration.ofSeconds(100));
        scenario.api().hold(ONE, HoldReason.YELLOW_CARD);
        scenario.run(Duration.ofHours(1));
        assertThat(scenario.pending()).noneMatch(waiting -> waiting.announced());

        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(2));
        assertThat(scenario.reasons()).as("never called, so not unknown").isEmpty();
        scenario.api().authorizeAll();
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(2);
    }

    @Test
    void clearsTheIntentOfACallThatLedToAHold() {
        scenario.api().answerAlways(ONE, QUOTA);
        scenario.status(ONE, "a", "\"onUnknown\":\"report\"").run(Duration.ofSeconds(5));
        assertThat(scenario.api().calls()).hasSize(1);
        scenario.api().acceptAll();
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(3));
        assertThat(scenario.reasons()).isEmpty();
        assertThat(scenario.results()).singleElement().asString().contains("\"attempts\":2");
    }
}
