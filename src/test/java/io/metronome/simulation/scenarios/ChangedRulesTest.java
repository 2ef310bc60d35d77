package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.PendingCommandRecord;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of an instance change in the file while its commands wait: they are judged by the new rules at once. */
@ExtendWith(SilentLogs.class)
class ChangedRulesTest {
    private static final String ONE = "1101000001";
    private static final int MINUTES_OF_A_DAY = 1_440;

    @AutoClose
    private final Scenario scenario = new Scenario();

    /* Virtual time begins at midnight of 4 October 2024, UTC. */
    ChangedRulesTest() {
        scenario.configuration().format(LedgerFormat.CONDITIONS);
        scenario.restart();
        scenario.api().delay(ONE, Duration.ofSeconds(10));
        scenario.run(Duration.ofSeconds(20));
    }

    @Test
    void hoursThatBeginTooLateEndWhatCannotBeCalledInTime() {
        campaign(100, Duration.ofHours(1));
        scenario.run(Duration.ofSeconds(15));
        assertThat(scenario.reasons()).isEmpty();
        rules(hours(2 * 60, 3 * 60));
        scenario.run(Duration.ofMillis(200));
        assertThat(scenario.reasons()).hasSize(98).containsOnly("EXPIRED");
        assertThat(scenario.details()).allMatch(detail -> detail.contains("its turn comes at 2024-10-04T02:00:00"));
    }

    @Test
    void shorterHoursEndWhatFindsNoPlaceInThemAndTheRestIsSent() {
        rules(hours(0, MINUTES_OF_A_DAY));
        campaign(100, Duration.ofHours(1));
        scenario.run(Duration.ofSeconds(1));
        rules(hours(0, 10));
        scenario.run(Duration.ofMillis(200));
        int refused = scenario.reasons().size();
        assertThat(refused).isBetween(38, 42);
        scenario.run(Duration.ofHours(2));
        assertThat(scenario.reasons()).as("none is refused too late").hasSize(refused);
        assertThat(scenario.results()).hasSize(100 - refused);
    }

    @Test
    void hoursEndWhatTheyCloseOffWhileTheDelayIsUnknown() {
        scenario.api().hideSettings(ONE);
        campaign(5, Duration.ofMinutes(30));
        scenario.run(Duration.ofMillis(20));
        rules(hours(60, 120));
        scenario.run(Duration.ofMillis(200));
        assertThat(scenario.reasons()).isNotEmpty().containsOnly("EXPIRED");
        assertThat(scenario.details())
                .allMatch(detail -> detail.contains("hours of the instance begin at 2024-10-04T01"));
    }

    @Test
    void aLowerCapEndsWhatFindsNoPlaceOnTheDay() {
        cap(100);
        campaign(50, Duration.ofHours(20));
        scenario.run(Duration.ofSeconds(25));
        assertThat(scenario.reasons()).isEmpty();
        cap(10);
        scenario.run(Duration.ofMillis(200));
        assertThat(scenario.reasons()).hasSizeBetween(39, 40).containsOnly("EXPIRED");
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.results()).hasSize(10);
        assertThat(scenario.reasons()).hasSize(40);
    }

    @Test
    void aRampThatBeginsTodayEndsWhatFindsNoPlaceOnTheDay() {
        cap(100);
        campaign(50, Duration.ofHours(20));
        scenario.run(Duration.ofSeconds(1));
        rules(PaceRules.NONE.withCap(new DailyCap(ZoneOffset.UTC, 100, LocalDate.of(2024, 10, 4), List.of(5))));
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.results()).hasSize(5);
        assertThat(scenario.reasons()).hasSize(45);
    }

    @Test
    void aLongerDelayInTheFileEndsWhatCannotBeCalledInTime() {
        scenario.configuration().delay(Duration.ofSeconds(1));
        scenario.worker().instancesChanged();
        campaign(100, Duration.ofMinutes(5));
        scenario.run(Duration.ofSeconds(2));
        assertThat(scenario.reasons()).isEmpty();
        scenario.configuration().delay(Duration.ofSeconds(30));
        scenario.worker().instancesChanged();
        scenario.run(Duration.ofMillis(200));
        int refused = scenario.reasons().size();
        assertThat(refused).isBetween(86, 90);
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.reasons()).hasSize(refused);
        assertThat(scenario.results()).hasSize(100 - refused);
    }

    @Test
    void commandsThatWaitForTheNextDayGoWhenTheCapIsGone() {
        cap(3);
        campaign(8, Duration.ofHours(90));
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(3);
        rules(PaceRules.NONE);
        scenario.run(Duration.ofSeconds(45));
        assertThat(scenario.results()).hasSize(8);
    }

    @Test
    void lessJitterBringsTheNextTurnForward() {
        rules(PaceRules.NONE.withJitter(300));
        campaign(10, Duration.ofHours(20));
        scenario.run(Duration.ofSeconds(1));
        rules(PaceRules.NONE);
        scenario.run(Duration.ofSeconds(95));
        assertThat(scenario.results()).hasSize(10);
    }

    @Test
    void everyLaneIsJudged() {
        int instances = 3_000;
        for (int i = 0; i < instances; i++) {
            String instance = "22020" + (10_000 + i);
            String expiry = "\"expiresAt\":" + scenario.at(Duration.ofHours(1));
            scenario.status(instance, "first", expiry).status(instance, "second", expiry);
        }
        scenario.run(Duration.ofMillis(1));
        rules(hours(2 * 60, 3 * 60));
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.reasons().size() + scenario.results().size()).isEqualTo(2 * instances);
        assertThat(scenario.reasons()).hasSizeGreaterThan(instances).containsOnly("EXPIRED");
    }

    /** A call that was announced before the change may wait for hours now: a kill makes no unknown outcome of it. */
    @Test
    void anAnnouncedCallThatHasToWaitForTheHoursIsNotReportedAfterAKill() {
        campaign(1, Duration.ofHours(20));
        scenario.run(Duration.ofSeconds(2));
        scenario.status(ONE, "once", "\"onUnknown\":\"report\"");
        scenario.runUntil(() -> scenario.pending().stream().anyMatch(PendingCommandRecord::announced));
        rules(hours(60, 120));
        scenario.run(Duration.ofSeconds(5)).kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        assertThat(scenario.reasons()).isEmpty();
        scenario.run(Duration.ofHours(1));
        assertThat(scenario.results()).hasSize(2);
    }

    private void campaign(int commands, Duration expiry) {
        String expiresAt = "\"expiresAt\":" + scenario.at(expiry);
        for (int i = 0; i < commands; i++) {
            scenario.status(ONE, "m" + i, expiresAt);
        }
    }

    private static PaceRules hours(int from, int to) {
        return PaceRules.NONE.withHours(HoursTest.daily("UTC", from, to, false));
    }

    private void cap(int perDay) {
        rules(PaceRules.NONE.withCap(new DailyCap(ZoneOffset.UTC, perDay)));
    }

    private void rules(PaceRules rules) {
        scenario.configuration().rules(rules);
        scenario.worker().instancesChanged();
    }
}
