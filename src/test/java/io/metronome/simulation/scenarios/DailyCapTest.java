package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.delivery.Answer;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.InstanceCondition.CountedCalls;
import io.metronome.ledger.LedgerFormat;
import io.metronome.simulation.time.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Daily caps: calls that were accepted, or whose outcome is unknown, count once, through kills and moves. */
@ExtendWith(SilentLogs.class)
class DailyCapTest {
    private static final String ONE = "1101000001";
    private static final int CAP = 12;
    /* Virtual time begins at midnight of 4 October 2024, UTC. */
    private static final LocalDate FIRST = LocalDate.of(2024, 10, 4);

    @AutoClose
    private final Scenario scenario = new Scenario();

    DailyCapTest() {
        scenario.configuration().format(LedgerFormat.CONDITIONS);
        scenario.restart();
        scenario.api().delay(ONE, Duration.ofSeconds(2));
        cap(new DailyCap(ZoneOffset.UTC, CAP));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void isMetAndNotExceeded() {
        campaign(30);
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(CAP);
        assertThat(counted().epochDay()).isEqualTo(FIRST.toEpochDay());
        assertThat(counted().calls()).isEqualTo(CAP);
        assertThat(scenario.stats().cappedInstances()).isEqualTo(1);
        nextDay();
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(2 * CAP);
        nextDay();
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(30);
        assertThat(scenario.stats().cappedInstances()).isZero();
    }

    @Test
    void isMetExactlyThroughThreeKillsInADay() {
        campaign(30);
        for (int kill = 1; kill <= 3; kill++) {
            int calls = 3 * kill;
            scenario.runUntil(() -> scenario.api().calls().size() >= calls);
            // One of the kills comes in the middle of a call, others between two calls.
            scenario.run(Duration.ofMillis(kill == 2 ? 30 : 700));
            scenario.kill(Duration.ofSeconds(10));
        }
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.results()).as("accepted on that day").hasSize(CAP);
        assertThat(scenario.api().bodies().stream().distinct()).hasSize(CAP);
        nextDay();
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(2 * CAP);
    }

    @Test
    void isKeptWhenAWorkerWhoseCalendarIsAheadHasHadThePartition() {
        campaign(CAP);
        scenario.run(Duration.ofMinutes(5));
        scenario.restart();
        nextDay();
        scenario.run(Duration.ofMinutes(30));
        scenario.restart();
        campaign(CAP);
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.api().calls()).as("calls of that day").hasSize(CAP);
    }

    @Test
    void aCallInFlightAtAKillIsRepeatedEvenWhenTheCapIsMet() {
        cap(new DailyCap(ZoneOffset.UTC, 1));
        campaign(2);
        scenario.runUntil(() -> scenario.api().calls().size() == 1);
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(2));
        assertThat(scenario.api().calls()).hasSize(2);
        assertThat(scenario.api().bodies().stream().distinct()).hasSize(1);
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void theCountOutlivesAKillWhileTheFileLacksTheInstance() {
        campaign(CAP + 5);
        scenario.runUntil(() -> scenario.results().size() == 3);
        scenario.named(ONE, false).kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(2));
        scenario.restart().run(Duration.ofMinutes(1));
        scenario.named(ONE, true).run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(CAP);
    }

    @Test
    void highPriorityTakesThePlaceOfACallThatMayNotHaveBeenMade() {
        cap(new DailyCap(ZoneOffset.UTC, 2));
        scenario.status(ONE, "before");
        scenario.runUntil(() -> scenario.results().size() == 1);
        scenario.status(ONE, "in flight");
        scenario.runUntil(() -> scenario.api().calls().size() == 2);
        scenario.kill(Duration.ofSeconds(10));
        scenario.status(ONE, "code", "\"priority\":\"high\"").run(Duration.ofMinutes(5));
        assertThat(scenario.api().bodies().getLast())
                .as("the other one waits for the next day")
                .contains("code");
        nextDay();
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.results()).hasSize(3);
    }

    @Test
    void aCallThatIsReportedAfterAKillCounts() {
        cap(new DailyCap(ZoneOffset.UTC, 2));
        scenario.status(ONE, "once", "\"onUnknown\":\"report\"");
        campaign(3);
        scenario.runUntil(() -> scenario.api().calls().size() == 1);
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(2));
        assertThat(scenario.reasons()).containsExactly("OUTCOME_UNKNOWN");
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void refusedCallsDoNotCount() {
        scenario.api()
                .answerNext(
                        new Answer.Refused(400, "no"),
                        new Answer.Again(503, "later", 0, false),
                        new Answer.Refused(400, "no"));
        campaign(30);
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.reasons()).containsExactly("REJECTED", "REJECTED");
        assertThat(scenario.results()).hasSize(CAP);
    }

    @Test
    void unknownOutcomesCount() {
        scenario.api().answerNext(new Answer.Unknown(502, "bad gateway"), new Answer.Unknown(502, "bad gateway"));
        campaign(30);
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(CAP - 2);
        assertThat(scenario.api().calls()).hasSize(CAP);
    }

    @Test
    void highPriorityCountsAndIsNotHeldBack() {
        for (int i = 0; i < 3; i++) {
            scenario.status(ONE, "code" + i, "\"priority\":\"high\"");
        }
        campaign(30);
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(CAP);
        scenario.status(ONE, "late", "\"priority\":\"high\"").run(Duration.ofMinutes(1));
        assertThat(scenario.results()).hasSize(CAP + 1);
        assertThat(counted().calls()).isEqualTo(CAP + 1);
    }

    @Test
    void theFirstDaysHaveCapsOfTheirOwn() {
        cap(new DailyCap(ZoneOffset.UTC, 5, FIRST.plusDays(1), List.of(2, 3)));
        campaign(30);
        scenario.run(Duration.ofMinutes(3));
        assertThat(scenario.results()).hasSize(5);
        int[] days = {2, 3, 5};
        int all = 5;
        for (int calls : days) {
            nextDay();
            scenario.run(Duration.ofMinutes(3));
            all += calls;
            assertThat(scenario.results()).hasSize(all);
        }
    }

    @Test
    void theCountSurvivesAHandOverAndAnIdleTime() {
        campaign(8);
        scenario.run(Duration.ofMinutes(20)).restart();
        campaign(30);
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(CAP);
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(CAP);
    }

    @Test
    void theNextDayBeginsAtMidnightWithoutADelay() {
        moveTo(Instant.parse("2024-10-04T23:59:00Z"));
        campaign(30);
        scenario.run(Duration.ofSeconds(58));
        assertThat(scenario.results()).hasSize(CAP);
        scenario.run(Duration.ofSeconds(2));
        assertThat(scenario.api().calls()).hasSize(CAP + 1);
        assertThat(scenario.api().calls().getLast().calendar())
                .isBetween(Instant.parse("2024-10-05T00:00:00Z"), Instant.parse("2024-10-05T00:00:00.010Z"));
    }

    @Test
    void aCalendarThatIsSetBackOverMidnightWaitsForTheDay() {
        moveTo(Instant.parse("2024-10-04T23:59:50Z"));
        campaign(2 * CAP + 10);
        scenario.run(Duration.ofSeconds(30));
        int made = scenario.api().calls().size();
        moveTo(Instant.parse("2024-10-04T23:59:50Z"));
        scenario.run(Duration.ofSeconds(9));
        assertThat(scenario.api().calls()).as("of a day that is over").hasSize(made);
        scenario.run(Duration.ofMinutes(2));
        assertThat(counted().calls()).isEqualTo(CAP);
    }

    @Test
    void aCommandThatFindsNoPlaceBeforeItsExpiryIsRefusedAtOnce() {
        campaign(CAP + 3);
        scenario.run(Duration.ofSeconds(15));
        scenario.status(ONE, "tomorrow", "\"expiresAt\":\"2024-10-06T00:00:00Z\"")
                .status(ONE, "today", "\"expiresAt\":\"2024-10-04T23:59:59Z\"")
                .run(Duration.ofSeconds(1));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void aCapThatIsRaisedCountsAtOnce() {
        campaign(30);
        scenario.run(Duration.ofMinutes(2));
        cap(new DailyCap(ZoneOffset.UTC, 20));
        scenario.run(Duration.ofMinutes(2));
        assertThat(scenario.results()).hasSize(20);
    }

    @Test
    void anInstanceWithoutACapHasNoCount() {
        scenario.configuration().rules(PaceRules.NONE);
        scenario.worker().instancesChanged();
        campaign(3);
        scenario.run(Duration.ofSeconds(20));
        assertThat(scenario.conditions()).isEmpty();
    }

    @Test
    void theLedgerForgetsTheCountOfAnotherDay() {
        campaign(3);
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.conditions()).hasSize(1);
        nextDay();
        scenario.run(Duration.ofMinutes(50));
        assertThat(scenario.conditions())
                .as("the next owner may be on that day")
                .hasSize(1);
        scenario.run(Duration.ofMinutes(20));
        assertThat(scenario.conditions()).isEmpty();
    }

    private CountedCalls counted() {
        InstanceCondition<?> found = scenario.conditions().getFirst();
        return Objects.requireNonNull(found.counted());
    }

    private void nextDay() {
        SimulatedHost host = scenario.worker().host();
        Instant now = host.instant();
        Instant next = now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        moveTo(next.plusSeconds(1));
    }

    private void moveTo(Instant moment) {
        SimulatedHost host = scenario.worker().host();
        host.stepCalendar(Duration.between(host.instant(), moment).toMillis());
    }

    private void cap(DailyCap cap) {
        scenario.configuration().rules(PaceRules.NONE.withCap(cap));
        scenario.worker().instancesChanged();
    }

    private void campaign(int commands) {
        for (int i = 0; i < commands; i++) {
            scenario.status(ONE, "m" + i);
        }
    }
}
