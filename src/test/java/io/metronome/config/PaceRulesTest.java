package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.DailyCap;
import io.metronome.command.Instance;
import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of an instances file for paces, beside the delay. */
class PaceRulesTest {
    private static final InstancesReader.ApiUrlRules RULES =
            new InstancesReader.ApiUrlRules("https://api.green-api.com", false);

    @Test
    void anInstanceWithoutThemHasNone() {
        assertThat(one("").rules()).isSameAs(PaceRules.NONE);
    }

    @Test
    void readsJitter() {
        assertThat(one("jitter: 30%").rules().jitterPercent()).isEqualTo(30);
        assertThat(one("jitter: \"300%\"").rules().jitterPercent()).isEqualTo(300);
    }

    @Test
    void readsHours() {
        SendingHours hours =
                hours("zone: Europe/Moscow, mon-wed: \"09:00-13:00 14:00-21:00\", sat: 22:00-02:00, high: always");
        assertThat(hours.zone().getId()).isEqualTo("Europe/Moscow");
        assertThat(hours.days().keySet())
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.SATURDAY);
        assertThat(hours.days().get(DayOfWeek.TUESDAY)).containsExactly(new Window(540, 780), new Window(840, 1_260));
        assertThat(hours.days().get(DayOfWeek.SATURDAY)).containsExactly(new Window(1_320, 1_560));
        assertThat(hours.highAlways()).isTrue();
    }

    @Test
    void readsCapsInTheZoneOfTheHours() {
        String hours = "hours: {zone: Europe/Moscow, mon: 09:00-10:00}";
        String ramp = "ramp: {from: 2026-12-01, days: [20, 30, 45]}";
        DailyCap plain = Objects.requireNonNull(one("per-day: 200").rules().cap());
        assertThat(plain).isEqualTo(new DailyCap(ZoneOffset.UTC, 200));
        DailyCap cap = Objects.requireNonNull(
                one("per-day: 200\n    " + hours + "\n    " + ramp).rules().cap());
        assertThat(cap.zone().getId()).isEqualTo("Europe/Moscow");
        long first = LocalDate.of(2026, 12, 1).toEpochDay();
        assertThat(cap.limit(first - 1)).isEqualTo(200);
        assertThat(cap.limit(first)).isEqualTo(20);
        assertThat(cap.limit(first + 2)).isEqualTo(45);
        assertThat(cap.limit(first + 3)).isEqualTo(200);
    }

    @Test
    void aRangeOfDaysMayGoOverTheEndOfTheWeek() {
        SendingHours hours = hours("zone: UTC, sat-mon: \"00:00-24:00\"");
        assertThat(hours.days().keySet()).containsExactly(DayOfWeek.MONDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(hours.highAlways()).isFalse();
    }

    @Test
    void anEntryReplacesTheDefaults() {
        String text = """
                defaults: {jitter: 10%, hours: {zone: UTC, mon: 09:00-10:00}}
                instances:
                  - {id: 1, token: t}
                  - {id: 2, token: t, jitter: 0%, hours: {zone: UTC, tue: 09:00-10:00}}
                """;
        Map<String, Instance> read = ((InstancesRead.Good) read(text)).instances();
        assertThat(Objects.requireNonNull(read.get("1")).rules().jitterPercent())
                .isEqualTo(10);
        assertThat(days(read, "1")).containsExactly(DayOfWeek.MONDAY);
        assertThat(Objects.requireNonNull(read.get("2")).rules().jitterPercent())
                .isZero();
        assertThat(days(read, "2")).containsExactly(DayOfWeek.TUESDAY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jitter: 30           | jitter: found "30"; allowed is a whole number of percent from 0% to 300%
            jitter: 301%         | jitter: found "301%"; allowed is a whole number of percent from 0% to 300%
            jitter: -5%          | jitter: found "-5%"; allowed is a whole number of percent from 0% to 300%
            hours: 09:00-18:00   | hours: found something else; allowed is a map of zone, of days such as mon or mon-fri, and of high
            hours:               | hours: found nothing; allowed is a map of zone, of days such as mon or mon-fri, and of high
            hours: {mon: 09:00-10:00} | hours: zone: found nothing; allowed is the name of a time zone, such as Europe/Moscow or UTC
            hours: {zone: Mars, mon: 09:00-10:00} | hours: zone: found "Mars"; allowed is the name of a time zone, such as Europe/Moscow or UTC
            hours: {zone: UTC}   | hours: found no day, so nothing would ever be sent; allowed is a map of zone, of days such as mon or mon-fri, and of high
            hours: {zone: UTC, monday: 09:00-10:00} | hours: monday: found no such key; allowed are zone, high, days such as mon, and ranges such as mon-fri
            hours: {zone: UTC, mon: 9-10} | hours: mon: found "9-10"; allowed is times such as 09:00-18:00, several with spaces between them
            hours: {zone: UTC, mon: 09:00-09:00} | hours: mon: found "09:00-09:00"; allowed is times such as 09:00-18:00, several with spaces between them
            hours: {zone: UTC, mon: 09:00-24:30} | hours: mon: found "09:00-24:30"; allowed is times such as 09:00-18:00, several with spaces between them
            hours: {zone: UTC, mon: [a]} | hours: mon: found "a"; allowed is times such as 09:00-18:00, several with spaces between them
            hours: {zone: UTC, mon-fri: 09:00-10:00, fri: 11:00-12:00} | hours: fri: found fri a second time; allowed is once
            per-day: 0           | per-day: found "0"; allowed is a whole number from 1 to 1000000
            ramp: {from: 2026-12-01, days: [1]} | ramp: found no per-day beside it; allowed is a ramp with per-day, which follows it
            ramp: {from: soon, days: [1]} | ramp: from: found "soon"; allowed is a date such as 2026-12-01
            ramp: {days: [1]}    | ramp: from: found nothing; allowed is a date such as 2026-12-01
            ramp: {from: 2026-12-01} | ramp: days: found nothing; allowed is a list of up to 1000 numbers, each a whole number from 1 to 1000000
            ramp: {from: 2026-12-01, days: [1, x]} | ramp: days: found "1,x"; allowed is a list of up to 1000 numbers, each a whole number from 1 to 1000000
            ramp: {from: 2026-12-01, days: [1], to: 3} | ramp: to: found no such key; allowed are from, days
            hours: {zone: UTC, mon: 09:00-10:00, high: never} | hours: high: found "never"; allowed is one of always, within
            """)
    void namesEveryMistake(String written, String mistake) {
        assertThat(problems(written)).containsExactly("f.yaml:2: instances[0] (1): " + mistake);
    }

    @Test
    void mapsMayHoldReferencesToVariables() {
        Map<String, String> environment =
                Map.of("ZONE", "Asia/Almaty", "OPEN", "09:00-13:00 14:00-18:00", "FIRST", "20", "START", "2026-12-01");
        String written = "per-day: 200\n    hours: {zone: \"${ZONE}\", mon: \"${OPEN}\", tue: \"${LATE:10:00-11:00}\"}"
                + "\n    ramp: {from: \"${START}\", days: [\"${FIRST}\", 30]}";
        InstancesRead read = InstancesReader.of("f.yaml", file(written), environment, RULES);
        assertThat(read).isInstanceOf(InstancesRead.Good.class);
        PaceRules rules = Objects.requireNonNull(
                        ((InstancesRead.Good) read).instances().get("1"))
                .rules();
        SendingHours hours = Objects.requireNonNull(rules.hours());
        assertThat(hours.zone().getId()).isEqualTo("Asia/Almaty");
        assertThat(hours.days().get(DayOfWeek.MONDAY)).containsExactly(new Window(540, 780), new Window(840, 1_080));
        assertThat(hours.days().get(DayOfWeek.TUESDAY)).containsExactly(new Window(600, 660));
        assertThat(rules.cap()).isEqualTo(new DailyCap(hours.zone(), 200, LocalDate.of(2026, 12, 1), List.of(20, 30)));
    }

    @Test
    void mistakesInVariablesShowTheReferenceOnly() {
        InstancesRead read = InstancesReader.of(
                "f.yaml",
                file("hours: {zone: \"${SECRET}\", mon: \"${SECRET}\", tue: \"${NOWHERE}\"}"),
                Map.of("SECRET", "d75b3a66374942c5b3c019c698abc2067e151558acbd412345"),
                RULES);
        assertThat(((InstancesRead.Bad) read).problems())
                .containsExactly(
                        "f.yaml:2: instances[0] (1): hours: tue: found ${NOWHERE}, which the environment does not"
                                + " define; allowed is ${NOWHERE:default}, or to define it");
        read = InstancesReader.of(
                "f.yaml",
                file("hours: {zone: \"${SECRET}\", mon: \"${SECRET}\"}"),
                Map.of("SECRET", "d75b3a66374942c5b3c019c698abc2067e151558acbd412345"),
                RULES);
        assertThat(((InstancesRead.Bad) read).problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("found \"${SECRET}\"; allowed is"))
                .noneMatch(problem -> problem.contains("d75b"));
    }

    private static SendingHours hours(String written) {
        return Objects.requireNonNull(one("hours: {" + written + "}").rules().hours());
    }

    private static List<DayOfWeek> days(Map<String, Instance> read, String id) {
        SendingHours hours = Objects.requireNonNull(read.get(id)).rules().hours();
        return List.copyOf(Objects.requireNonNull(hours).days().keySet());
    }

    private static Instance one(String written) {
        InstancesRead read = read(file(written));
        assertThat(read).isInstanceOf(InstancesRead.Good.class);
        return Objects.requireNonNull(((InstancesRead.Good) read).instances().get("1"));
    }

    private static List<String> problems(String written) {
        InstancesRead read = read(file(written));
        assertThat(read).isInstanceOf(InstancesRead.Bad.class);
        return ((InstancesRead.Bad) read).problems();
    }

    private static String file(String written) {
        return "instances:\n  - id: 1\n    token: t\n" + (written.isEmpty() ? "" : "    " + written + "\n");
    }

    private static InstancesRead read(String text) {
        return InstancesReader.of("f.yaml", text, Map.of(), RULES);
    }
}
