package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import io.metronome.simulation.api.ApiCall;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.worker.WorkerFleet;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hours: paced calls are made within them, by the clock of their zone, and commands wait for the next time. */
@ExtendWith(SilentLogs.class)
class HoursTest {
    private static final String ONE = "1101000001";
    private static final long NINE = Duration.ofHours(9).toMillis();

    @AutoClose
    private final Scenario scenario = new Scenario();

    HoursTest() {
        scenario.api().delay(ONE, Duration.ofSeconds(10));
        hours(daily("UTC", 9 * 60, 9 * 60 + 1, false));
        at("08:59:50");
    }

    @Test
    void nothingIsCalledOutsideOfThem() {
        campaign(9);
        scenario.run(Duration.ofSeconds(9));
        assertThat(times()).isEmpty();
        assertThat(scenario.stats().instancesOutOfHours()).isEqualTo(1);
        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.stats().instancesOutOfHours()).as("within them").isZero();
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.stats().instancesOutOfHours()).isEqualTo(1);
        assertThat(times()).as("at once, and as many as there is time for").hasSize(6);
        assertThat(times().getFirst()).isBetween(NINE, NINE + 5);
        assertThat(times().getLast()).isBetween(NINE + 50_000, NINE + 50_500);
        at("08:59:59");
        scenario.run(Duration.ofSeconds(40));
        assertThat(times()).as("the rest in the next time").hasSize(9);
        assertThat(scenario.results()).hasSize(9);
        assertThat(scenario.results().getFirst()).contains("\"dueAt\":\"2024-10-04T09:00:00.00");
    }

    @Test
    void aCallThatIsUnderWayAtTheirEndIsAnswered() {
        scenario.api().latency(ONE, Duration.ofSeconds(14));
        at("09:00:55");
        campaign(2);
        scenario.run(Duration.ofSeconds(30));
        assertThat(times()).hasSize(1);
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void aRequestThatIsNotWrittenAtTheirEndIsNotWritten() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.api().connecting(Duration.ofSeconds(10));
        at("09:00:55");
        campaign(1);
        scenario.run(Duration.ofSeconds(30));
        assertThat(times()).isEmpty();
        at("08:59:55");
        scenario.run(Duration.ofSeconds(30));
        assertThat(times()).hasSize(1);
        assertThat(scenario.results()).singleElement().asString().contains("\"attempts\":1");
    }

    @Test
    void highPriorityWaitsForThemToo() {
        scenario.status(ONE, "code", "\"priority\":\"high\"").run(Duration.ofSeconds(9));
        assertThat(times()).isEmpty();
    }

    @Test
    void highPriorityDoesNotWaitWhereTheFileSaysSo() {
        hours(daily("UTC", 9 * 60, 9 * 60 + 1, true));
        campaign(3);
        scenario.status(ONE, "code", "\"priority\":\"high\"").run(Duration.ofSeconds(8));
        assertThat(times()).hasSize(1);
        assertThat(scenario.api().bodies().getFirst()).contains("code");
        scenario.run(Duration.ofSeconds(25));
        assertThat(times()).hasSizeGreaterThan(2);
    }

    @Test
    void settingsAreNotBoundByThem() {
        scenario.produce("{\"idInstance\":\"" + ONE
                        + "\",\"method\":\"setSettings\",\"body\":{\"stateWebhook\":\"no\"}}")
                .run(Duration.ofSeconds(5));
        assertThat(scenario.api().methods()).containsExactly("setSettings");
    }

    @Test
    void aChangeInTheFileCountsAtOnce() {
        campaign(1);
        scenario.run(Duration.ofSeconds(5));
        assertThat(times()).isEmpty();
        scenario.configuration().rules(PaceRules.NONE);
        scenario.worker().instancesChanged();
        scenario.run(Duration.ofSeconds(1));
        assertThat(times()).hasSize(1);
    }

    @Test
    void aCalendarThatStepsForwardOpensThem() {
        at("06:00:00");
        campaign(1);
        scenario.run(Duration.ofSeconds(10));
        assertThat(times()).isEmpty();
        at("09:00:10");
        scenario.run(Duration.ofSeconds(6));
        assertThat(times()).hasSize(1);
    }

    @Test
    void aCalendarThatStepsBackClosesThem() {
        at("09:00:05");
        campaign(3);
        scenario.run(Duration.ofSeconds(5));
        assertThat(times()).hasSize(1);
        at("08:59:00");
        scenario.run(Duration.ofSeconds(50));
        assertThat(times()).hasSize(1);
        scenario.run(Duration.ofSeconds(30));
        assertThat(times()).hasSize(3);
    }

    @Test
    void aCommandThatExpiresBeforeTheyBeginIsRefusedAtOnce() {
        scenario.status(ONE, "late", "\"expiresAt\":" + moment("2024-10-04T08:59:59Z"))
                .status(ONE, "good", "\"expiresAt\":" + moment("2024-10-04T09:00:30Z"))
                .run(Duration.ofSeconds(2));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
        assertThat(scenario.details().getFirst()).contains("the hours of the instance begin at 2024-10-04T09:00:00Z");
    }

    @Test
    void commandsThatFindNoPlaceInThemAreRefusedAtOnce() {
        scenario.api().delay(ONE, Duration.ofSeconds(20));
        campaign(1);
        scenario.run(Duration.ofSeconds(1));
        for (int i = 0; i < 6; i++) {
            scenario.status(ONE, "e" + i, "\"expiresAt\":" + moment("2024-10-04T20:00:00Z"));
        }
        scenario.run(Duration.ofSeconds(1));
        assertThat(scenario.reasons()).as("three fit into a minute").hasSize(4).containsOnly("EXPIRED");
        scenario.run(Duration.ofMinutes(2));
        assertThat(scenario.results()).hasSize(3);
    }

    /** On 27 October 2024 the clocks of Berlin go back from 03:00 to 02:00, at 01:00 UTC. */
    @Test
    void aWindowThatTheClockRepeatsCountsOnce() {
        hours(daily("Europe/Berlin", 2 * 60 + 10, 2 * 60 + 20, false));
        scenario.api().delay(ONE, Duration.ofMinutes(1));
        moveTo("2024-10-27T00:09:00Z");
        campaign(40);
        scenario.run(Duration.ofHours(2));
        assertThat(times()).hasSize(10);
    }

    /** On 31 March 2024 they went forward from 02:00 to 03:00, at 01:00 UTC. */
    @Test
    void aWindowThatTheClockSkipsCountsOnce() {
        hours(daily("Europe/Berlin", 2 * 60 + 10, 2 * 60 + 20, false));
        scenario.api().delay(ONE, Duration.ofMinutes(1));
        moveTo("2024-03-31T00:09:00Z");
        campaign(40);
        scenario.run(Duration.ofMinutes(59));
        assertThat(times()).isEmpty();
        scenario.run(Duration.ofHours(1));
        assertThat(times()).hasSize(10);
    }

    private void campaign(int commands) {
        for (int i = 0; i < commands; i++) {
            scenario.status(ONE, "m" + i);
        }
    }

    private void hours(SendingHours hours) {
        scenario.configuration().rules(PaceRules.NONE.withHours(hours));
        scenario.worker().instancesChanged();
    }

    static SendingHours daily(String zone, int from, int to, boolean highAlways) {
        Map<DayOfWeek, List<Window>> days = new EnumMap<>(DayOfWeek.class);
        Arrays.stream(DayOfWeek.values()).forEach(day -> days.put(day, List.of(new Window(from, to))));
        return new SendingHours(ZoneId.of(zone), days, highAlways);
    }

    private static String moment(String iso) {
        return "\"" + iso + "\"";
    }

    private void at(String time) {
        moveTo("2024-10-04T" + time + "Z");
    }

    private void moveTo(String iso) {
        SimulatedHost host = scenario.worker().host();
        host.stepCalendar(Instant.parse(iso).toEpochMilli() - host.instant().toEpochMilli());
    }

    /* The time of day at which the calls were written, by the calendar of the worker. */
    private List<Long> times() {
        return scenario.api().calls().stream()
                .filter(call -> call.method().paced())
                .map(HoursTest::timeOfDay)
                .toList();
    }

    private static long timeOfDay(ApiCall call) {
        return (call.calendar().toEpochMilli() - WorkerFleet.EPOCH_MILLIS)
                % Duration.ofDays(1).toMillis();
    }
}
