package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.ViewResult;
import io.metronome.dispatch.view.Why;
import io.metronome.ledger.LedgerFormat;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Commands that wait outside their lane, for their {@code notBefore}, for a new owner or for an answer, are judged by what
 * has changed meanwhile as those in the lane are.
 */
@ExtendWith(SilentLogs.class)
class JudgedAnewTest {
    private static final String ONE = "1101000001";

    @AutoClose
    private final Scenario scenario = new Scenario();

    /* Virtual time begins at midnight of 4 October 2024, UTC. */
    JudgedAnewTest() {
        scenario.api().delay(ONE, Duration.ofSeconds(10));
        scenario.status(ONE, "first").run(Duration.ofSeconds(20));
    }

    @Test
    void newHoursEndWhatWaitsForItsMomentAndCannotBeCalledInThem() {
        later("early", Duration.ofHours(1), Duration.ofHours(3));
        later("good", Duration.ofHours(1), Duration.ofHours(5));
        scenario.run(Duration.ofSeconds(1));
        rules(hours(0, 30));
        scenario.run(Duration.ofMillis(200));
        assertThat(scenario.reasons()).containsExactly("EXPIRED", "EXPIRED");
        assertThat(scenario.details())
                .allMatch(detail -> detail.contains("the hours of the instance begin at 2024-10-05T00:00:00Z"));
    }

    @Test
    void newHoursLeaveWhatTheyLetGoInTime() {
        later("early", Duration.ofHours(1), Duration.ofHours(3));
        later("good", Duration.ofHours(1), Duration.ofHours(5));
        scenario.run(Duration.ofSeconds(1));
        rules(hours(4 * 60, 6 * 60));
        scenario.run(Duration.ofMillis(200));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
        scenario.run(Duration.ofHours(5));
        assertThat(scenario.reasons()).hasSize(1);
        assertThat(scenario.results()).hasSize(2).last().asString().contains("\"dueAt\":\"2024-10-04T04:00:00");
    }

    @Test
    void aLowerCapEndsWhatWaitsForItsMomentBehindTooMany() {
        rules(cap(100));
        campaign(50);
        later("later", Duration.ofMinutes(1), Duration.ofHours(20));
        scenario.run(Duration.ofSeconds(1));
        assertThat(scenario.reasons()).isEmpty();
        rules(cap(20));
        scenario.run(Duration.ofMillis(200));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void aLongerDelayEndsWhatWaitsForItsMomentBehindTooMany() {
        campaign(30);
        later("later", Duration.ofMinutes(4), Duration.ofMinutes(20));
        later("urgent", "high", Duration.ofMinutes(4), Duration.ofMinutes(20));
        scenario.run(Duration.ofSeconds(1));
        assertThat(scenario.reasons()).isEmpty();
        scenario.configuration().delay(Duration.ofMinutes(2));
        scenario.worker().instancesChanged();
        scenario.run(Duration.ofMillis(200));
        assertThat(scenario.reasons()).as("not of the urgent one").containsExactly("EXPIRED");
        assertThat(scenario.details()).singleElement().asString().contains("at least 9 commands go first");
    }

    /** A setSettings that waits for its moment may lower the delay before that. */
    @Test
    void nothingIsCertainBehindChangedSettingsThatWaitForTheirMoment() {
        campaign(30);
        scenario.produce("{\"idInstance\":\"" + ONE + "\",\"method\":\"setSettings\",\"notBefore\":"
                + scenario.at(Duration.ofSeconds(30))
                + ",\"priority\":\"high\",\"body\":{\"delaySendMessagesMilliseconds\":500}}");
        later("later", Duration.ofMinutes(1), Duration.ofMinutes(4));
        scenario.status(ONE, "now", "\"expiresAt\":" + scenario.at(Duration.ofMinutes(4)));
        scenario.runUntil(() -> scenario.api().methods().contains("setSettings"));
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.reasons()).isEmpty();
        assertThat(scenario.results()).hasSize(34);
    }

    @Test
    void whoseMomentHasComeIsRefusedBehindThoseThatCameMeanwhile() {
        later("later", Duration.ofMinutes(1), Duration.ofMinutes(5));
        scenario.run(Duration.ofSeconds(30));
        campaign(100);
        scenario.run(Duration.ofSeconds(29));
        assertThat(scenario.reasons()).isEmpty();
        scenario.run(Duration.ofSeconds(2));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
        assertThat(scenario.details()).singleElement().asString().contains("at least 24 commands go first");
    }

    @Test
    void aNewOwnerRefusesWhatChangedHoursMakeTooLate() {
        later("later", Duration.ofHours(1), Duration.ofHours(3));
        campaign(2);
        scenario.status(ONE, "now", "\"expiresAt\":" + scenario.at(Duration.ofHours(3)));
        scenario.run(Duration.ofMillis(200));
        scenario.api().hideSettings(ONE);
        scenario.stop();
        scenario.configuration().rules(hours(4 * 60, 6 * 60));
        scenario.start().run(Duration.ofSeconds(5));
        assertThat(scenario.reasons()).as("before the delay is known").containsExactly("EXPIRED", "EXPIRED");
    }

    @Test
    void aNewOwnerRefusesWhatALowerCapMakesTooLate() {
        scenario.configuration().format(LedgerFormat.NEWEST);
        scenario.configuration().rules(cap(100));
        scenario.restart().run(Duration.ofSeconds(20));
        for (int i = 0; i < 30; i++) {
            scenario.status(ONE, "m" + i, "\"expiresAt\":" + scenario.at(Duration.ofHours(20)));
        }
        scenario.run(Duration.ofMillis(200)).stop();
        assertThat(scenario.reasons()).isEmpty();
        scenario.configuration().rules(cap(10));
        scenario.start().run(Duration.ofSeconds(8));
        assertThat(scenario.reasons()).hasSizeBetween(19, 21).containsOnly("EXPIRED");
    }

    @Test
    void aCommandThatComesBackFromItsCallIsJudgedByTheNewHours() {
        scenario.api().latency(ONE, Duration.ofSeconds(5));
        scenario.api().answerNext(new Answer.Again(503, "busy", 0, false));
        scenario.status(ONE, "tried", "\"expiresAt\":" + scenario.at(Duration.ofHours(1)));
        scenario.run(Duration.ofSeconds(2));
        rules(hours(4 * 60, 6 * 60));
        scenario.run(Duration.ofSeconds(1));
        assertThat(scenario.reasons()).isEmpty();
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void commandsThatWaitForTheirMomentEndFiveMinutesAfterTheirInstanceWasLost() {
        later("later", Duration.ofHours(1), Duration.ofHours(3));
        campaign(3);
        scenario.run(Duration.ofMillis(100)).named(ONE, false).run(Duration.ofMillis(900));
        assertThat(why("later"))
                .extracting(Why::reason, Why::sentence)
                .containsExactly(
                        "INSTANCE_MISSING",
                        "The instances file does not name the instance any more, and the command ends at 00:05:20 UTC"
                                + " unless it is named again");
        scenario.run(Duration.ofMinutes(5).minusSeconds(2));
        assertThat(scenario.reasons()).isEmpty();
        scenario.run(Duration.ofSeconds(3));
        assertThat(scenario.reasons()).hasSize(3).containsOnly("UNKNOWN_INSTANCE");
    }

    @Test
    void commandsThatWaitForTheirMomentAreSentWhenTheirInstanceComesBackInTime() {
        later("later", Duration.ofMinutes(20), Duration.ofHours(3));
        scenario.run(Duration.ofSeconds(1)).named(ONE, false).run(Duration.ofMinutes(4));
        scenario.named(ONE, true).run(Duration.ofMinutes(3)).named(ONE, false).run(Duration.ofMinutes(4));
        assertThat(scenario.reasons()).as("each absence counts for itself").isEmpty();
        scenario.named(ONE, true).run(Duration.ofMinutes(20));
        assertThat(scenario.results()).hasSize(2);
    }

    @Test
    void aNewOwnerEndsWhatWaitsForItsMomentAndHasNoInstance() {
        later("later", Duration.ofHours(1), Duration.ofHours(3));
        scenario.run(Duration.ofSeconds(1)).named(ONE, false).restart().run(Duration.ofMinutes(4));
        assertThat(scenario.reasons()).isEmpty();
        scenario.run(Duration.ofMinutes(2));
        assertThat(scenario.reasons()).containsExactly("UNKNOWN_INSTANCE");
    }

    private Why why(String id) {
        CompletableFuture<ViewResult<CommandView>> answer =
                scenario.worker().views().command(ONE, id);
        scenario.run(Duration.ofMillis(100));
        assertThat(answer).isDone();
        return ((CommandView.WaitingCommand) ((ViewResult.Present<CommandView>) answer.join()).view()).why();
    }

    private void campaign(int commands) {
        for (int i = 0; i < commands; i++) {
            scenario.status(ONE, "m" + i);
        }
    }

    private void later(String message, Duration notBefore, Duration expiry) {
        later(message, "normal", notBefore, expiry);
    }

    private void later(String message, String priority, Duration notBefore, Duration expiry) {
        scenario.status(
                ONE,
                message,
                "\"commandId\":\"" + message + "\"",
                "\"priority\":\"" + priority + "\"",
                "\"notBefore\":" + scenario.at(notBefore),
                "\"expiresAt\":" + scenario.at(expiry));
    }

    private static PaceRules hours(int from, int to) {
        return PaceRules.NONE.withHours(HoursTest.daily("UTC", from, to, false));
    }

    private static PaceRules cap(int perDay) {
        return PaceRules.NONE.withCap(new DailyCap(ZoneOffset.UTC, perDay));
    }

    private void rules(PaceRules rules) {
        scenario.configuration().rules(rules);
        scenario.worker().instancesChanged();
    }
}
