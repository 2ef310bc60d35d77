package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.PaceRules;
import io.metronome.command.Priority;
import io.metronome.command.SendingHours;
import io.metronome.guarantee.NothingOutsideHours;
import io.metronome.guarantee.Produced;
import io.metronome.simulation.api.ApiCall;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole worker through a year with daylight saving, on both halves of the earth, with hours over midnight in which the
 * clock is changed. Commands always wait. The calendar is moved on where nothing happens: the worker lives through the
 * beginning and the end of each night's hours, and through all of a night in which the clock is changed.
 */
@ExtendWith(SilentLogs.class)
class YearOfHoursTest {
    private static final String ONE = "1101000001";
    private static final LocalTime OPENS = LocalTime.of(22, 30);
    private static final LocalTime CLOSES = LocalTime.of(2, 30);
    private static final LocalDate FIRST = LocalDate.of(2024, 10, 5);
    private static final Duration DELAY = Duration.ofSeconds(10);
    private static final Duration AROUND = Duration.ofSeconds(15);
    private static final int EACH_TIME = 3;

    @AutoClose
    private final Scenario scenario = new Scenario();

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/Santiago"})
    void nothingIsSentOutsideOfThem(String zone) {
        ZoneId there = ZoneId.of(zone);
        SendingHours hours = HoursTest.daily(zone, minutes(OPENS), 24 * 60 + minutes(CLOSES), false);
        NothingOutsideHours guarantee =
                new NothingOutsideHours(Map.of(ONE, PaceRules.NONE.withHours(hours)), Duration.ZERO);
        scenario.api().delay(ONE, DELAY);
        scenario.configuration().rules(PaceRules.NONE.withHours(hours));
        scenario.worker().instancesChanged();
        int changes = 0;
        for (LocalDate evening = FIRST; evening.isBefore(FIRST.plusYears(1)); evening = evening.plusDays(1)) {
            ZonedDateTime opens = evening.atTime(OPENS).atZone(there);
            ZonedDateTime closes = evening.plusDays(1).atTime(CLOSES).atZone(there);
            around(opens, guarantee);
            if (closes.plusHours(2).getOffset().equals(opens.getOffset())) {
                around(closes, guarantee);
            } else {
                night(guarantee);
                changes++;
            }
        }
        assertThat(changes).as("nights in which the clock is changed").isEqualTo(2);
        scenario.api().calls().forEach(call -> guarantee.called(call.seenByCalendar()));
        assertThat(guarantee.broken()).isEmpty();
        assertNights(there);
    }

    /* From a little before that moment until a little behind it. */
    private void around(ZonedDateTime moment, NothingOutsideHours guarantee) {
        SimulatedHost host = scenario.worker().host();
        Instant before = moment.toInstant().minus(AROUND);
        host.stepCalendar(before.toEpochMilli() - host.instant().toEpochMilli());
        produce(guarantee);
        scenario.run(AROUND.multipliedBy(2));
    }

    private void night(NothingOutsideHours guarantee) {
        for (int minutes = 0; minutes < 7 * 60; minutes += 5) {
            produce(guarantee);
            scenario.run(Duration.ofMinutes(5));
        }
    }

    private void produce(NothingOutsideHours guarantee) {
        for (int i = 0; i < EACH_TIME; i++) {
            long offset = scenario.broker().log(SimulatedTopics.COMMANDS, 0).end();
            scenario.status(ONE, "m" + offset);
            guarantee.produced(new Produced(
                    0,
                    offset,
                    "",
                    ONE,
                    "sendTextStatus",
                    "{\"message\":\"m" + offset + "\"}",
                    Priority.NORMAL,
                    null,
                    null));
        }
    }

    /* By the wall clock alone: every night has its calls, and none comes in the day. */
    private void assertNights(ZoneId there) {
        Map<LocalDate, Integer> nights = new TreeMap<>();
        for (ApiCall call : scenario.api().calls()) {
            ZonedDateTime at = call.calendar().atZone(there);
            boolean isEvening = !at.toLocalTime().isBefore(OPENS);
            // Where the clock goes forward at the end of a night, that end does not exist.
            assertThat(isEvening || at.toLocalTime().isBefore(CLOSES))
                    .as("%s", at)
                    .isTrue();
            nights.merge(isEvening ? at.toLocalDate() : at.toLocalDate().minusDays(1), 1, Integer::sum);
        }
        assertThat(nights).hasSize((int) ChronoUnit.DAYS.between(FIRST, FIRST.plusYears(1)));
        assertThat(nights.values()).allMatch(calls -> calls >= EACH_TIME);
    }

    private static int minutes(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }
}
