package io.metronome.pacing;

import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which an instance may send: from one moment, which belongs to it, to another, which does not. Milliseconds
 * since the epoch.
 *
 * <p>A window is one such time on each of its days, also where the clocks are set. It begins and ends when the clock
 * shows its times first. Where the clock skips one of them, that is the moment of the skip. Where it skips the whole
 * window, the window is as much later.
 */
public record OpenTime(long from, long to) {
    /** No window of a later week is needed: the clocks are never set in two weeks that follow each other. */
    private static final int DAYS_AHEAD = 15;
    /* A window may begin on the day before, and end after midnight; a zone may skip a whole day. */
    private static final int DAYS_BACK = 2;

    /** Never. */
    static final OpenTime NEVER = new OpenTime(Long.MAX_VALUE, Long.MAX_VALUE);

    /** The time that contains that moment, or else the next one. Windows that touch are one time. */
    public static OpenTime atOrAfter(SendingHours hours, long millis) {
        LocalDate today = Instant.ofEpochMilli(millis).atZone(hours.zone()).toLocalDate();
        List<OpenTime> windows = new ArrayList<>();
        for (int day = -DAYS_BACK; day <= DAYS_AHEAD && endsBefore(windows, today, day, hours); day++) {
            collect(hours, today.plusDays(day), millis, windows);
        }
        windows.sort(Comparator.comparingLong(OpenTime::from));
        return windows.isEmpty() ? NEVER : joined(windows);
    }

    /** Whether that moment belongs to it. */
    public boolean contains(long millis) {
        return from <= millis && millis < to;
    }

    /* Two days behind the first window nothing touches it any more. */
    private static boolean endsBefore(List<OpenTime> windows, LocalDate today, int day, SendingHours hours) {
        if (windows.isEmpty()) {
            return true;
        }
        long begins =
                today.plusDays(day - 1L).atStartOfDay(hours.zone()).toInstant().toEpochMilli();
        return begins <= windows.getLast().to();
    }

    private static void collect(SendingHours hours, LocalDate day, long millis, List<OpenTime> windows) {
        for (Window window : hours.days().getOrDefault(day.getDayOfWeek(), List.of())) {
            OpenTime open = of(hours.zone().getRules(), day, window);
            if (open.to > millis && open.from < open.to) {
                windows.add(open);
            }
        }
    }

    private static OpenTime joined(List<OpenTime> windows) {
        OpenTime first = windows.getFirst();
        long to = first.to;
        for (OpenTime next : windows) {
            if (next.from > to) {
                break;
            }
            to = Math.max(to, next.to);
        }
        return new OpenTime(first.from, to);
    }

    private static OpenTime of(ZoneRules zone, LocalDate day, Window window) {
        LocalDateTime from = day.atStartOfDay().plusMinutes(window.from());
        LocalDateTime to = day.atStartOfDay().plusMinutes(window.to());
        ZoneOffsetTransition skip = skipped(zone, from);
        if (skip != null && !to.isAfter(skip.getDateTimeAfter())) {
            return new OpenTime(millis(from, skip.getOffsetBefore()), millis(to, skip.getOffsetBefore()));
        }
        return new OpenTime(first(zone, from), first(zone, to));
    }

    private static @Nullable ZoneOffsetTransition skipped(ZoneRules zone, LocalDateTime time) {
        ZoneOffsetTransition transition = zone.getTransition(time);
        return transition != null && transition.isGap() ? transition : null;
    }

    /* The first moment at which the clock shows that time or a later one. */
    private static long first(ZoneRules zone, LocalDateTime time) {
        ZoneOffsetTransition skip = skipped(zone, time);
        return skip == null
                ? millis(time, zone.getValidOffsets(time).getFirst())
                : skip.getInstant().toEpochMilli();
    }

    private static long millis(LocalDateTime time, ZoneOffset offset) {
        return time.toInstant(offset).toEpochMilli();
    }
}
