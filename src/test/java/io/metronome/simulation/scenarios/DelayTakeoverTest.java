package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.RecordedDelay;
import io.metronome.ledger.Restored;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Delays that a former owner read: who takes over need not ask first, and is never faster for it. */
@ExtendWith(SilentLogs.class)
class DelayTakeoverTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";
    private static final int MANY = 2_000;
    private static final Duration SLOW = Duration.ofSeconds(1);

    @AutoClose
    private final Scenario scenario = new Scenario();

    DelayTakeoverTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void thousandsOfInstancesGoOnWithoutBeingAskedFirst() {
        assertThat(untilAllAreCalled()).isLessThan(Duration.ofSeconds(12));
    }

    /** The worth of that: in format 2 each instance waits for its answer, 64 of a slow host at a time. */
    @Test
    void inTheOlderFormatEachWaitsForItsAnswer() {
        scenario.configuration().format(LedgerFormat.CONDITIONS);
        scenario.restart();
        assertThat(untilAllAreCalled()).isGreaterThan(Duration.ofSeconds(30));
    }

    private Duration untilAllAreCalled() {
        scenario.api().asking(SLOW);
        List<String> many = IntStream.range(0, MANY)
                .mapToObj(i -> String.valueOf(1_102_000_000L + i))
                .toList();
        many.forEach(one -> scenario.api().delay(one, Duration.ofMillis(500)));
        many.forEach(one -> scenario.status(one, "a"));
        scenario.run(Duration.ofSeconds(60));
        many.forEach(one -> scenario.status(one, "b"));
        scenario.kill(Duration.ofSeconds(10));
        long takenOverAt = scenario.broker().millis();
        int made = scenario.api().calls().size();
        scenario.runUntil(() -> scenario.api().calls().size() >= made + MANY);
        return Duration.ofMillis(scenario.broker().millis() - takenOverAt);
    }

    @Test
    void whoNeedsTheAnswerIsAskedBeforeThoseWhoseDelayIsKnown() {
        List<String> known =
                IntStream.range(10, 400).mapToObj(i -> "1101000" + (100 + i)).toList();
        known.forEach(one -> scenario.api().delay(one, Duration.ofMillis(500)));
        known.forEach(one -> scenario.status(one, "a"));
        scenario.run(Duration.ofSeconds(20));
        known.forEach(one -> scenario.status(one, "b"));
        scenario.kill(Duration.ofSeconds(10));
        scenario.api().asking(SLOW);
        scenario.api().delay(TWO, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1)).status(TWO, "a").run(Duration.ofSeconds(5));
        assertThat(scenario.api().times(TWO)).hasSize(1);
    }

    @Test
    void aRaisedDelayCountsAfterAKillInTheMiddleOfItsCall() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(2));
        set(15_000, "\"onUnknown\":\"report\"");
        scenario.runUntil(() -> scenario.api().methods().contains("setSettings"));
        assertThat(delay()).isEqualTo(new RecordedDelay.DoubtedDelay<>(OptionalInt.of(500), 15_000));
        scenario.kill(Duration.ofSeconds(10));
        for (int i = 0; i < 3; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(100));
        assertThat(scenario.reasons()).containsExactly("OUTCOME_UNKNOWN");
        assertThat(gaps(2)).as("getSettings shows the old delay").hasSize(2).allMatch(gap -> gap >= 15_000);

        scenario.api().delay(ONE, Duration.ofSeconds(15));
        scenario.run(Duration.ofSeconds(10));
        assertThat(delay()).isInstanceOf(RecordedDelay.DatedDelay.class);
    }

    @Test
    void aRaisedDelayCountsThroughTwoKills() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(2));
        set(15_000, "\"onUnknown\":\"report\"");
        scenario.runUntil(() -> scenario.api().methods().contains("setSettings"));
        scenario.kill(Duration.ofSeconds(10)).status(ONE, "b").run(Duration.ofSeconds(10));
        scenario.kill(Duration.ofSeconds(10)).status(ONE, "c").run(Duration.ofSeconds(60));
        assertThat(gaps(2)).hasSize(1).allMatch(gap -> gap >= 15_000);
    }

    @Test
    void aDelayThatWasRaisedForAnInstanceThatWasNeverCalledCountsToo() {
        scenario.api().asking(Duration.ofSeconds(20));
        set(15_000, "\"onUnknown\":\"report\"");
        scenario.runUntil(() -> scenario.api().methods().contains("setSettings"));
        scenario.api().asking(SLOW);
        scenario.kill(Duration.ofSeconds(10)).status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(60));
        assertThat(gaps(1)).hasSize(1).allMatch(gap -> gap >= 15_000);
    }

    @Test
    void anAnnouncedChangeThatWasNotMadeEndsTheDoubt() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(2));
        set(15_000)
                .produce("{\"idInstance\":\"" + ONE
                        + "\",\"method\":\"setSettings\",\"body\":{\"stateWebhook\":\"no\"}}");
        scenario.runUntil(() -> delay() instanceof RecordedDelay.DoubtedDelay);
        scenario.kill(Duration.ofSeconds(10));
        scenario.api().delay(ONE, Duration.ofSeconds(15));
        scenario.run(Duration.ofSeconds(60));
        assertThat(scenario.results()).hasSize(2);
        assertThat(delay()).isInstanceOf(RecordedDelay.DatedDelay.class);
    }

    @Test
    void aDelayThatWasReadLongAgoMustBeReadAgain() {
        scenario.api().delay(ONE, Duration.ofSeconds(2));
        scenario.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(1));
        scenario.api().delay(ONE, Duration.ofSeconds(5));
        scenario.kill(Duration.ofMinutes(10)).status(ONE, "c").run(Duration.ofSeconds(30));
        assertThat(gaps(1)).hasSize(1).allMatch(gap -> gap >= 5_000);
    }

    @Test
    void theFallbackIsNoShorterThanADelayThatWasReadLongAgo() {
        scenario.api().delay(ONE, Duration.ofSeconds(4));
        for (int i = 0; i < 4; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(1)).api().hideSettings(ONE);
        scenario.kill(Duration.ofMinutes(10)).run(Duration.ofMinutes(1));
        assertThat(gaps(1)).hasSize(2).allMatch(gap -> gap >= 4_000);
    }

    @Test
    void theDelayIsReadAgainSoonAfterATakeover() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(2));
        scenario.api().delay(ONE, Duration.ofSeconds(5));
        int reads = scenario.api().settingsReads();
        scenario.kill(Duration.ofSeconds(10)).status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(20));
        assertThat(scenario.api().settingsReads()).isEqualTo(reads + 1);
        assertThat(gaps(1)).hasSize(1).allMatch(gap -> gap >= 5_000);
    }

    @Test
    void aDelayIsWrittenOnceForEachReading() {
        for (int i = 0; i < 100; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(2));
        List<Restored.RestoredPace> paces = scenario.paces();
        scenario.run(Duration.ofSeconds(40));
        assertThat(scenario.paces()).as("no call writes it again").hasSize(1).isEqualTo(paces);
        assertThat(scenario.stats().ledgerRecords().paces()).isEqualTo(1);
    }

    @Test
    void theLedgerForgetsTheDelaysOfIdleInstances() {
        scenario.status(ONE, "a").run(Duration.ofMinutes(4));
        assertThat(scenario.paces()).hasSize(1);
        scenario.run(Duration.ofMinutes(2));
        assertThat(scenario.paces()).isEmpty();
        assertThat(scenario.stats().ledgerRecords().paces()).isZero();
    }

    @Test
    void theLedgerForgetsTheDelaysOfInstancesThatAreIdleSinceATakeover() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(10));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(3));
        assertThat(scenario.paces()).hasSize(1);
        scenario.run(Duration.ofMinutes(3));
        assertThat(scenario.paces()).isEmpty();
    }

    @Test
    void aWorkerThatWritesTheOlderFormatAgainLeavesNothingOfTheNewer() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(10));
        assertThat(delay()).isInstanceOf(RecordedDelay.DatedDelay.class);
        scenario.configuration().format(LedgerFormat.CONDITIONS);
        scenario.restart().status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(10));
        assertThat(scenario.api().times(ONE)).hasSize(3);
        assertThat(scenario.paces()).isEmpty();

        scenario.api().delay(ONE, Duration.ofSeconds(8));
        scenario.run(Duration.ofMinutes(6)).status(ONE, "d").run(Duration.ofSeconds(2));
        assertThat(delay()).isEqualTo(new RecordedDelay.UndatedDelay<>(8_000));
        scenario.configuration().format(LedgerFormat.NEWEST);
        scenario.restart().status(ONE, "e").run(Duration.ofSeconds(20));
        assertThat(gaps(3)).hasSize(1).allMatch(gap -> gap >= 8_000 && gap < 10_000);
        assertThat(delay()).isInstanceOf(RecordedDelay.DatedDelay.class);
    }

    private RecordedDelay<?> delay() {
        List<Restored.RestoredPace> paces = scenario.paces();
        return paces.isEmpty()
                ? new RecordedDelay.NoDelay<>(0)
                : paces.getFirst().delay();
    }

    /* The gaps between calls of the first instance, from one call on. */
    private List<Long> gaps(int from) {
        List<Long> times = scenario.api().times(ONE);
        return IntStream.range(from, times.size() - 1)
                .mapToObj(i -> times.get(i + 1) - times.get(i))
                .toList();
    }

    private Scenario set(int delayMillis, String... more) {
        String envelope = more.length == 0 ? "" : "," + String.join(",", more);
        return scenario.produce("{\"idInstance\":\"" + ONE
                + "\",\"method\":\"setSettings\",\"body\":{\"delaySendMessagesMilliseconds\":" + delayMillis + "}"
                + envelope + "}");
    }
}
