package io.metronome.simulation.scenarios;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands end at their moment, however many share it and whatever happens at that moment. */
@ExtendWith(SilentLogs.class)
class CommandEndsTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";

    @AutoClose
    private final Scenario scenario = new Scenario();

    CommandEndsTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.api().delay(TWO, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void aCommandEndsWhoseExpiryPassesDuringACallThatHoldsTheInstance() {
        scenario.api().latency(ONE, Duration.ofSeconds(2));
        scenario.api().hold(ONE, HoldReason.QUOTA);
        scenario.api().answerAlways(ONE, new Answer.Held(466, "quota", HoldReason.QUOTA));
        scenario.status(ONE, "a", "\"expiresAt\":" + scenario.at(Duration.ofSeconds(1)));
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.api().times(ONE)).hasSize(1);
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void thousandsWithOneExpiryHoldUpNobody() {
        scenario.api().hold(ONE, HoldReason.NOT_AUTHORIZED);
        String end = scenario.at(Duration.ofMinutes(1));
        for (int i = 0; i < 5_000; i++) {
            scenario.status(ONE, "m" + i, "\"expiresAt\":" + end);
        }
        scenario.run(Duration.ofSeconds(58));
        scenario.status(TWO, "b").run(Duration.ofSeconds(10));
        assertThat(scenario.results()).as("the first of each").hasSize(2);
        assertThat(scenario.reasons()).hasSize(4_999).containsOnly("EXPIRED");
        assertThat(scenario.stats().pendingBytes()).as("two lanes are left").isLessThan(4_000);
    }

    @Test
    void everyLoopBeatsWhileKafkaIsAwayForTenMinutes() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(2));
        scenario.broker().goAway();
        long dispatcher = 0;
        long pollLoop = 0;
        for (int second = 0; second < 600; second++) {
            scenario.run(Duration.ofSeconds(1));
            dispatcher = Math.max(dispatcher, scenario.worker().dispatcherSilence());
            pollLoop = Math.max(pollLoop, scenario.worker().pollSilence());
        }
        assertThat(NANOSECONDS.toSeconds(dispatcher))
                .as("the dispatcher's longest silence in seconds")
                .isLessThan(10);
        assertThat(NANOSECONDS.toSeconds(pollLoop))
                .as("the poll loop's longest silence in seconds")
                .isLessThan(10);
        scenario.broker().comeBack();
        scenario.status(ONE, "b").run(Duration.ofMinutes(1));
        assertThat(scenario.results()).hasSize(2);
    }
}
