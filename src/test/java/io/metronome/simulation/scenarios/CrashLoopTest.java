package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.simulation.api.ApiCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that is killed soon after each start sends few messages a second time. */
@ExtendWith(SilentLogs.class)
class CrashLoopTest {
    private static final int INSTANCES = 300;
    private static final int KILLS = 10;
    private static final int CALLS = 100;
    /* About as many are allowed when 130 calls were made: so many each process makes here. */
    private static final int REPEATED_PER_KILL = 30;

    @AutoClose
    private final Scenario scenario = new Scenario();

    @Test
    void repeatsAHandfulForEachKill() {
        for (int i = 0; i < INSTANCES; i++) {
            scenario.api().delay(instance(i), Duration.ofMillis(500));
            for (int command = 0; command < 20; command++) {
                scenario.status(instance(i), instance(i) + "-" + command);
            }
        }
        List<Integer> repeated = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int before = calls().size();
            int known = repeats();
            scenario.runUntil(() -> calls().size() >= before + CALLS);
            scenario.kill(Duration.ofSeconds(1));
            scenario.runUntil(() -> calls().size() > before + CALLS + 30);
            repeated.add(repeats() - known);
        }
        assertThat(repeated)
                .as("calls that were repeated after each kill")
                .allMatch(count -> count <= REPEATED_PER_KILL);
        assertThat(repeated).as("the test sees repeated calls").anyMatch(count -> count > 0);
    }

    @Test
    void isNoBoundOnceCheckpointsHaveProvedToBeQuick() {
        for (int i = 0; i < INSTANCES; i++) {
            scenario.api().delay(instance(i), Duration.ofMillis(500));
            for (int command = 0; command < 100; command++) {
                scenario.status(instance(i), instance(i) + "-" + command);
            }
        }
        scenario.run(Duration.ofSeconds(20));
        int before = calls().size();
        scenario.run(Duration.ofSeconds(10));
        assertThat(calls().size() - before).as("calls in ten seconds").isGreaterThanOrEqualTo(20 * INSTANCES - 10);
    }

    private List<ApiCall> calls() {
        return scenario.api().calls();
    }

    private int repeats() {
        List<String> bodies = scenario.api().bodies();
        return bodies.size() - new LinkedHashSet<>(bodies).size();
    }

    private static String instance(int number) {
        return Long.toString(1_101_000_001L + number);
    }
}
