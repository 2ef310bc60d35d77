package io.metronome.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many paced calls of an instance may be accepted, or have an unknown outcome, on one day.
 *
 * @param zone whose days count
 * @param perDay the calls of a day
 * @param rampFrom the first day of the ramp; null where there is none
 * @param ramp the calls of that day, and of those that follow it
 */
public record DailyCap(ZoneId zone, int perDay, @Nullable LocalDate rampFrom, List<Integer> ramp) {

    /** A cap without a ramp. */
    public DailyCap(ZoneId zone, int perDay) {
        this(zone, perDay, null, List.of());
    }

    /** The calls that one day may have. */
    public int limit(long epochDay) {
        long day = rampFrom == null ? -1 : epochDay - rampFrom.toEpochDay();
        return day >= 0 && day < ramp.size() ? ramp.get((int) day) : perDay;
    }

    /** The day, in the zone, of a moment in milliseconds since the epoch: days since 1970-01-01. */
    public long day(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toEpochDay();
    }

    /** When a day begins in the zone, milliseconds since the epoch. */
    public long begins(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
