package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A reply does not wait until the interval between checkpoints is over, and many replies share one checkpoint. */
@ExtendWith(SilentLogs.class)
class PromptRepliesTest {
    private static final int COMMANDS = 20;
    private static final int CALL_MILLIS = 60;
    private static final int CHECKPOINT_MILLIS = 10;

    @AutoClose
    private final Scenario scenario = new Scenario();

    @Test
    void aReplyIsThereBeforeTheIntervalIsOver() {
        scenario.run(Duration.ofSeconds(5));
        List<Integer> millis = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            scenario.status(instance(i), "m" + i);
            millis.add(untilResults(i + 1));
            // Another part of the interval for each.
            scenario.run(Duration.ofMillis(331));
        }
        assertThat(millis)
                .as("milliseconds until the reply is visible")
                .allMatch(each -> each < CALL_MILLIS + CHECKPOINT_MILLIS);
    }

    @Test
    void aCommandThatIsRefusedIsAnsweredAsSoon() {
        scenario.run(Duration.ofSeconds(5)).produce("{");
        int millis = 0;
        while (scenario.reasons().isEmpty()) {
            scenario.run(Duration.ofMillis(1));
            millis++;
        }
        assertThat(millis).isLessThan(CHECKPOINT_MILLIS);
    }

    @Test
    void checkpointsKeepADistanceHoweverManyRepliesWait() {
        scenario.run(Duration.ofSeconds(5));
        long before = scenario.broker().transactions().committed().size();
        for (int i = 0; i < 1_000; i++) {
            scenario.status(instance(i), "m" + i).run(Duration.ofMillis(1));
        }
        long checkpoints = scenario.broker().transactions().committed().size() - before;
        assertThat(checkpoints).as("checkpoints of a second").isBetween(50L, 200L);
        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.results().size()).isEqualTo(1_000);
    }

    private int untilResults(int count) {
        int millis = 0;
        while (scenario.results().size() < count) {
            scenario.run(Duration.ofMillis(1));
            millis++;
        }
        return millis;
    }

    private static String instance(int number) {
        return Long.toString(1_101_000_001L + number);
    }
}
