package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.PaceRules;
import io.metronome.ledger.LedgerFormat;
import io.metronome.pacing.Jitter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jitter: each gap is longer than the delay by what was drawn for it, whoever makes the call behind it. */
@ExtendWith(SilentLogs.class)
class JitterTakeoverTest {
    private static final String ONE = "1101000001";
    private static final int PERCENT = 100;
    private static final long DELAY = 30_000;
    /* An announced departure counts as the latest moment at which it could have been. */
    private static final long LATE = 1_800;
    /* Ages in the ledger are whole milliseconds, and the broker's clock is known a little late. */
    private static final long ROUNDED = 50;

    @AutoClose
    private final Scenario scenario = new Scenario();

    JitterTakeoverTest() {
        scenario.configuration().rules(PaceRules.NONE.withJitter(PERCENT));
        scenario.api().delay(ONE, Duration.ofMillis(DELAY));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void eachGapIsTheDelayAndWhatIsDrawn() {
        campaign(20);
        scenario.run(Duration.ofMinutes(20));
        assertThat(gaps()).hasSize(19);
        for (int i = 0; i < 19; i++) {
            assertThat(gaps().get(i)).isBetween(drawn(i), drawn(i) + 5);
        }
        assertThat(gaps()).as("different ones").doesNotHaveDuplicates();
    }

    @Test
    void theMomentIsTheSameAfterAKill() {
        killAndCompare();
    }

    private void killAndCompare() {
        campaign(10);
        for (int calls = 1; calls < 9; calls += 2) {
            int made = calls;
            scenario.runUntil(() -> scenario.api().calls().size() > made).run(Duration.ofSeconds(1));
            scenario.kill(Duration.ofSeconds(10));
        }
        scenario.run(Duration.ofMinutes(20));
        assertThat(gaps()).hasSize(9);
        for (int i = 0; i < 9; i++) {
            assertThat(gaps().get(i)).as("gap %d", i).isBetween(drawn(i), drawn(i) + ROUNDED);
        }
    }

    @Test
    void inTheOlderFormatOfTheLedgerToo() {
        scenario.configuration().format(LedgerFormat.CONDITIONS);
        scenario.restart();
        killAndCompare();
    }

    @Test
    void theJitterOfACallThatWasUnderWayIsKnownFromItsAnnouncement() {
        campaign(4);
        scenario.runUntil(() -> scenario.api().calls().size() == 2);
        scenario.kill(Duration.ofSeconds(10));
        scenario.run(Duration.ofMinutes(10));
        List<Long> times = scenario.api().times(ONE);
        assertThat(times.get(2) - times.get(1)).isBetween(drawn(1), drawn(1) + LATE);
    }

    @Test
    void aGapThatMayBeShortIsNeverShorterThanTheDelay() {
        scenario.api().delay(ONE, Duration.ofMillis(700));
        campaign(40);
        for (int kills = 0; kills < 3; kills++) {
            scenario.run(Duration.ofSeconds(8)).kill(Duration.ofSeconds(10));
        }
        scenario.run(Duration.ofMinutes(5));
        assertThat(gaps()).hasSizeGreaterThanOrEqualTo(39).allMatch(gap -> gap >= 700);
    }

    @Test
    void aChangeInTheFileCountsForTheGapThatRuns() {
        campaign(3);
        scenario.runUntil(() -> scenario.api().calls().size() == 1);
        scenario.configuration().rules(PaceRules.NONE);
        scenario.worker().instancesChanged();
        scenario.run(Duration.ofMinutes(5));
        assertThat(gaps()).hasSize(2).allMatch(gap -> gap >= DELAY && gap < DELAY + 5);
    }

    @Test
    void aKillAfterTheJitterWasTakenBackDoesNotBringACallTooEarly() {
        scenario.configuration().rules(PaceRules.NONE.withJitter(300));
        scenario.worker().instancesChanged();
        scenario.api().delay(ONE, Duration.ofSeconds(4));
        campaign(8);
        scenario.runUntil(() -> scenario.api().calls().size() == 2);
        scenario.configuration().rules(PaceRules.NONE);
        scenario.worker().instancesChanged();
        scenario.runUntil(() -> scenario.api().calls().size() == 3);
        scenario.kill(Duration.ofMillis(500));
        scenario.run(Duration.ofMinutes(5));
        assertThat(gaps()).allMatch(gap -> gap >= 4_000);
    }

    private void campaign(int commands) {
        for (int i = 0; i < commands; i++) {
            scenario.status(ONE, "m" + i);
        }
    }

    /* The gap behind the call of the command at that offset. */
    private static long drawn(long offset) {
        return DELAY + (long) (DELAY * (PERCENT / 100.0) * Jitter.drawn(ONE, offset));
    }

    private List<Long> gaps() {
        List<Long> times = scenario.api().times(ONE);
        return IntStream.range(0, times.size() - 1)
                .mapToObj(i -> times.get(i + 1) - times.get(i))
                .toList();
    }
}
