package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.workload.Operators;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A purge of a hundred thousand commands leaves a thousand other instances of its partition their pace. */
@ExtendWith(SilentLogs.class)
class PurgeBesideOthersTest {
    private static final String PURGED = "1101000001";
    private static final int COMMANDS = 100_000;
    private static final int OTHERS = 1_000;
    private static final Duration GAP = Duration.ofSeconds(5);
    private static final int EACH = 20;
    private static final Duration MOST_LATE = Duration.ofMillis(20);

    @AutoClose
    private final Scenario scenario = new Scenario();

    private final Operators operators = new Operators(scenario.broker());
    private final List<String> others =
            IntStream.range(0, OTHERS).mapToObj(i -> "22020" + (10_000 + i)).toList();

    PurgeBesideOthersTest() {
        scenario.configuration().maxPendingBytes(512 << 20);
        scenario.restart().run(Duration.ofSeconds(5));
        scenario.api().delay(PURGED, Duration.ofMillis(500));
        others.forEach(other -> scenario.api().delay(other, GAP));
    }

    @Test
    void theOthersKeepTheirPace() {
        produceToOthers();
        for (int i = 0; i < COMMANDS; i++) {
            scenario.status(PURGED, "m" + i);
        }
        scenario.runUntil(() -> scenario.worker().told().records() == COMMANDS + (long) OTHERS * EACH);
        scenario.run(GAP);
        lateness();
        Duration before = latenessOf(Duration.ofSeconds(15));
        operators.purge(
                PURGED, scenario.broker().log(SimulatedTopics.COMMANDS, 0).end());
        int seconds = 0;
        int called = scenario.api().calls().size();
        int answered = scenario.results().size();
        Duration during = Duration.ZERO;
        while (seconds < GAP.toSeconds() || scenario.reasons().size() < COMMANDS - 200) {
            seconds++;
            during = longest(during, latenessOf(Duration.ofSeconds(1)));
        }
        int callsEach = (scenario.api().calls().size() - called) / seconds;
        int repliesEach = (scenario.results().size() - answered) / seconds;
        Duration after = latenessOf(Duration.ofSeconds(10));
        System.out.printf(
                "PurgeBesideOthersTest: the worst lateness of %,d others was %d ms before, %d ms during (%d s), %d ms"
                        + " after a purge of %,d commands%n",
                OTHERS, before.toMillis(), during.toMillis(), seconds, after.toMillis(), COMMANDS);
        assertThat(scenario.reasons()).hasSizeGreaterThan(COMMANDS - 200).containsOnly("CANCELLED");
        assertThat(callsEach).as("calls of a second").isGreaterThan((int) (OTHERS / GAP.toSeconds() * 9 / 10));
        assertThat(repliesEach).as("replies of a second").isGreaterThan((int) (OTHERS / GAP.toSeconds() * 9 / 10));
        assertThat(List.of(before, during, after)).allMatch(worst -> worst.compareTo(MOST_LATE) <= 0);
        assertGaps();
    }

    private void produceToOthers() {
        for (String other : others) {
            for (int i = 0; i < EACH; i++) {
                scenario.status(other, "m" + i);
            }
            // They do not go in step.
            scenario.run(GAP.dividedBy(OTHERS));
        }
    }

    private void assertGaps() {
        for (String other : others) {
            List<Long> times = scenario.api().times(other);
            // Behind the first one, whose delay was not known.
            for (int i = 2; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 1))
                        .as("a gap of %s", other)
                        .isBetween(GAP.toMillis(), GAP.plus(MOST_LATE).toMillis());
            }
        }
    }

    private Duration latenessOf(Duration time) {
        scenario.run(time);
        return lateness();
    }

    private Duration lateness() {
        return scenario.worker().told().worstLateness();
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
