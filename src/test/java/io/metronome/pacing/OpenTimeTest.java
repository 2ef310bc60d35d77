package io.metronome.pacing;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void isTheWindowOfNowOrElseTheNextOne() {
        SendingHours hours = hours("UTC", Map.of(MONDAY, List.of(window(9, 0, 13, 0), window(14, 0, 21, 0))));
        assertThat(at(hours, "2026-11-23T08:00")).isEqualTo("2026-11-23T09:00:00Z/2026-11-23T13:00:00Z");
        assertThat(at(hours, "2026-11-23T09:00")).isEqualTo("2026-11-23T09:00:00Z/2026-11-23T13:00:00Z");
        assertThat(at(hours, "2026-11-23T13:00")).isEqualTo("2026-11-23T14:00:00Z/2026-11-23T21:00:00Z");
        assertThat(at(hours, "2026-11-23T21:00")).isEqualTo("2026-11-30T09:00:00Z/2026-11-30T13:00:00Z");
    }

    @Test
    void goesOverMidnight() {
        SendingHours hours = hours("UTC", Map.of(FRIDAY, List.of(new Window(22 * 60, 26 * 60))));
        assertThat(at(hours, "2026-11-28T01:59")).isEqualTo("2026-11-27T22:00:00Z/2026-11-28T02:00:00Z");
        assertThat(at(hours, "2026-11-28T02:00")).isEqualTo("2026-12-04T22:00:00Z/2026-12-05T02:00:00Z");
    }

    @Test
    void joinsWindowsThatTouch() {
        SendingHours hours = hours(
                "UTC",
                Map.of(
                        SATURDAY, List.of(window(12, 0, 18, 0), window(17, 0, 24, 0)),
                        SUNDAY, List.of(window(0, 0, 6, 0))));
        assertThat(at(hours, "2026-11-28T08:00")).isEqualTo("2026-11-28T12:00:00Z/2026-11-29T06:00:00Z");
    }

    @Test
    void isAlwaysWhereEveryDayIsOpen() {
        SendingHours hours = daily("UTC", window(0, 0, 24, 0));
        long now = millis("2026-11-28T08:00", ZoneId.of("UTC"));
        OpenTime open = OpenTime.atOrAfter(hours, now);
        assertThat(open.contains(now)).isTrue();
        assertThat(OpenTime.atOrAfter(hours, open.to()).from()).isLessThanOrEqualTo(open.to());
    }

    /** On 29 March 2026 the clocks of Berlin go from 02:00 to 03:00, at 01:00 UTC. */
    @ParameterizedTest
    @CsvSource({
        // The whole window is skipped: it is an hour later by the clock, and as long as ever.
        "02:10,02:50, 2026-03-29T01:10:00Z/2026-03-29T01:50:00Z",
        // Its beginning is skipped: it begins at the skip.
        "02:30,03:30, 2026-03-29T01:00:00Z/2026-03-29T01:30:00Z",
        // Its end is skipped: it ends at the skip.
        "01:30,02:30, 2026-03-29T00:30:00Z/2026-03-29T01:00:00Z",
        "01:00,04:00, 2026-03-29T00:00:00Z/2026-03-29T02:00:00Z",
        "02:00,03:00, 2026-03-29T01:00:00Z/2026-03-29T02:00:00Z"
    })
    void isThereOnceWhereTheClockSkipsAnHour(String from, String to, String open) {
        assertThat(onTheDay("2026-03-29", from, to)).isEqualTo(open);
    }

    /** On 25 October 2026 the clocks of Berlin go from 03:00 back to 02:00, at 01:00 UTC. */
    @ParameterizedTest
    @CsvSource({
        // It comes twice by the clock, and is there the first time only.
        "02:10,02:50, 2026-10-25T00:10:00Z/2026-10-25T00:50:00Z",
        "02:30,03:30, 2026-10-25T00:30:00Z/2026-10-25T02:30:00Z",
        "01:30,02:30, 2026-10-24T23:30:00Z/2026-10-25T00:30:00Z",
        "01:00,04:00, 2026-10-24T23:00:00Z/2026-10-25T03:00:00Z"
    })
    void isThereOnceWhereTheClockRepeatsAnHour(String from, String to, String open) {
        assertThat(onTheDay("2026-10-25", from, to)).isEqualTo(open);
    }

    @Test
    void comesOnEveryDayOfAYear() {
        SendingHours hours = daily("Europe/Berlin", window(2, 15, 2, 45));
        long at = millis("2026-01-01T00:00", BERLIN);
        int windows = 0;
        for (long end = millis("2027-01-01T00:00", BERLIN); at < end; windows++) {
            OpenTime open = OpenTime.atOrAfter(hours, at);
            assertThat(open.to() - open.from()).isEqualTo(30 * 60_000L);
            at = open.to();
        }
        assertThat(windows).isEqualTo(366);
    }

    /** Samoa skipped 30 December 2011: a Friday that was not there. */
    @Test
    void isADayLaterWhereTheWholeDayIsSkipped() {
        SendingHours hours = hours("Pacific/Apia", Map.of(FRIDAY, List.of(window(9, 0, 10, 0))));
        assertThat(LocalDateTime.ofInstant(
                        Instant.ofEpochMilli(OpenTime.atOrAfter(hours, millis("2011-12-29T12:00", hours.zone()))
                                .from()),
                        hours.zone()))
                .isEqualTo("2011-12-31T09:00");
    }

    private static String onTheDay(String date, String from, String to) {
        SendingHours hours = daily("Europe/Berlin", new Window(minutes(from), minutes(to)));
        return at(hours, date + "T00:00");
    }

    private static String at(SendingHours hours, String local) {
        OpenTime open = OpenTime.atOrAfter(hours, millis(local, hours.zone()));
        return Instant.ofEpochMilli(open.from()) + "/" + Instant.ofEpochMilli(open.to());
    }

    private static SendingHours daily(String zone, Window window) {
        Map<DayOfWeek, List<Window>> days = new EnumMap<>(DayOfWeek.class);
        Arrays.stream(DayOfWeek.values()).forEach(day -> days.put(day, List.of(window)));
        return hours(zone, days);
    }

    private static SendingHours hours(String zone, Map<DayOfWeek, List<Window>> days) {
        return new SendingHours(ZoneId.of(zone), days, false);
    }

    private static Window window(int fromHour, int fromMinute, int toHour, int toMinute) {
        return new Window(60 * fromHour + fromMinute, 60 * toHour + toMinute);
    }

    private static int minutes(String time) {
        return 60 * Integer.parseInt(time.substring(0, 2)) + Integer.parseInt(time.substring(3));
    }

    private static long millis(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli();
    }
}
