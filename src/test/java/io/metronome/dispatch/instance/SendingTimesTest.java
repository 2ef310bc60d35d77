package io.metronome.dispatch.instance;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.PartitionSamples;
import io.metronome.pacing.Pace;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SendingTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration DELAY = Duration.ofMinutes(7);

    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);
    private final PendingCommand pending = LaneSamples.pending(PartitionSamples.partition(Pace.NEVER), 1, 10);

    /** A year of calls, seven minutes apart, in a zone that sets its clocks twice in it. */
    @Test
    void aYearOfCallsIsWithinTheHours() {
        SendingTimes times = new SendingTimes(PaceRules.NONE.withHours(weekdaysAndNights()), new CallsOfDay(), time);
        LocalDate first = local().toLocalDate();
        Map<LocalDate, Integer> calls = new TreeMap<>();
        long departedAt = Pace.NEVER;
        while (local().toLocalDate().isBefore(first.plusDays(366))) {
            long gapEnds = departedAt == Pace.NEVER ? Pace.NEVER : departedAt + DELAY.toNanos();
            long turn = Math.max(gapEnds, times.opensAt(pending, gapEnds));
            clocks.advance(Duration.ofNanos(Math.max(0, turn - time.nanos())));
            times.look(time);
            if (times.opensAt(pending, time.nanos()) <= time.nanos()) {
                assertThat(isOpen(local())).as("%s", local()).isTrue();
                assertThat(time.millis()).isLessThan(times.closesAt(pending));
                calls.merge(local().toLocalDate(), 1, Integer::sum);
                departedAt = time.nanos();
            }
        }
        for (LocalDate day = first.plusDays(1); day.isBefore(first.plusDays(365)); day = day.plusDays(1)) {
            boolean isWeekend = day.getDayOfWeek().getValue() > 5;
            // Nine hours and a half, or a night from 01:30 to 04:30, an hour shorter or longer when the clocks are set.
            assertThat(calls.getOrDefault(day, 0))
                    .as("calls of %s", day)
                    .isBetween(isWeekend ? 17 : 80, isWeekend ? 35 : 83);
        }
    }

    @Test
    void aMomentBehindTheEndIsInTheNextTime() {
        SendingTimes times = new SendingTimes(PaceRules.NONE.withHours(weekdaysAndNights()), new CallsOfDay(), time);
        long end = time.nanosAt(times.closesAt(pending));
        assertThat(times.opensAt(pending, end - 1)).isLessThan(end);
        assertThat(times.opensAt(pending, end)).isGreaterThan(end);
    }

    private ZonedDateTime local() {
        return clocks.instant().atZone(BERLIN);
    }

    private static boolean isOpen(ZonedDateTime local) {
        LocalTime clock = local.toLocalTime().truncatedTo(MINUTES);
        return local.getDayOfWeek().getValue() > 5
                ? isBetween(clock, "01:30", "04:30")
                : isBetween(clock, "09:00", "13:00") || isBetween(clock, "14:00", "19:30");
    }

    private static boolean isBetween(LocalTime clock, String from, String to) {
        return !clock.isBefore(LocalTime.parse(from)) && clock.isBefore(LocalTime.parse(to));
    }

    private static SendingHours weekdaysAndNights() {
        Map<DayOfWeek, List<Window>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(
                    day,
                    day.getValue() > 5
                            ? List.of(new Window(90, 270))
                            : List.of(new Window(540, 780), new Window(840, 1_170)));
        }
        return new SendingHours(BERLIN, days, false);
    }
}
