package io.metronome.command;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * When an instance may send, by the local time of a zone.
 *
 * @param days the windows of each day that has some; on other days nothing is sent
 * @param highAlways whether commands of high priority are sent at any time
 */
public record SendingHours(ZoneId zone, Map<DayOfWeek, List<Window>> days, boolean highAlways) {

    /**
     * A window of a day, in minutes from the beginning of that day.
     *
     * @param from 0 to 1439
     * @param to later than {@code from}; more than 1440 where the window ends on the next day
     */
    public record Window(int from, int to) {}

    /** Whether a command of that priority waits for them. */
    public boolean hold(Priority priority) {
        return !highAlways || priority != Priority.HIGH;
    }
}
