package io.metronome.config;

import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the hours of an instance: a zone, windows by the days of the week, and what holds for high priority. */
final class HoursReader {
    static final String ALLOWED = "a map of zone, of days such as mon or mon-fri, and of high";

    private static final int DAY_MINUTES = 1_440;
    private static final Pattern TIMES = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]|24):([0-5]\\d)");
    private static final String WINDOWS = "times such as 09:00-18:00, several with spaces between them";
    private static final String ZONES = "the name of a time zone, such as Europe/Moscow or UTC";

    private final BiConsumer<String, String> problem;
    private final Map<DayOfWeek, List<Window>> days = new EnumMap<>(DayOfWeek.class);
    private @Nullable ZoneId zone;
    private boolean highAlways;
    private boolean good = true;

    private HoursReader(BiConsumer<String, String> problem) {
        this.problem = problem;
    }

    /**
     * The hours of that map; null where it has mistakes.
     *
     * @param problem told of each mistake: its key, what was found, and what is allowed
     */
    static @Nullable SendingHours read(Map<String, String> written, BiConsumer<String, String> problem) {
        HoursReader reader = new HoursReader(problem);
        written.forEach(reader::take);
        return reader.result(written.containsKey("zone"));
    }

    private @Nullable SendingHours result(boolean named) {
        if (!named) {
            wrong("zone", "found nothing; allowed is " + ZONES);
        }
        if (good && days.isEmpty()) {
            wrong("", "found no day, so nothing would ever be sent; allowed is " + ALLOWED);
        }
        ZoneId known = zone;
        return !good || known == null ? null : new SendingHours(known, days, highAlways);
    }

    private void take(String key, String text) {
        switch (key) {
            case "zone" -> zone(text);
            case "high" -> high(text);
            default -> days(key, text);
        }
    }

    private void zone(String text) {
        try {
            zone = ZoneId.of(text);
        } catch (DateTimeException unknown) {
            wrong("zone", "found " + Shown.value(text) + "; allowed is " + ZONES);
        }
    }

    private void high(String text) {
        highAlways = text.equals("always");
        if (!highAlways && !text.equals("within")) {
            wrong("high", "found " + Shown.value(text) + "; allowed is one of always, within");
        }
    }

    private void days(String key, String text) {
        String mistake = Shown.mistakeInKey(key);
        if (mistake != null) {
            wrong("", mistake);
            return;
        }
        Set<DayOfWeek> named = named(key);
        if (named.isEmpty()) {
            wrong(key, "found no such key; allowed are zone, high, days such as mon, and ranges such as mon-fri");
            return;
        }
        List<Window> windows = windows(text);
        if (windows.isEmpty()) {
            wrong(key, "found " + Shown.value(text) + "; allowed is " + WINDOWS);
        }
        for (DayOfWeek day : named) {
            if (days.putIfAbsent(day, windows) != null) {
                wrong(key, "found " + spelled(day) + " a second time; allowed is once");
            }
        }
    }

    private static Set<DayOfWeek> named(String key) {
        String[] ends = key.split("-", -1);
        DayOfWeek first = day(ends[0]);
        DayOfWeek last = day(ends[ends.length - 1]);
        if (first == null || last == null || ends.length > 2) {
            return Set.of();
        }
        Set<DayOfWeek> named = EnumSet.of(first);
        for (DayOfWeek next = first; next != last; next = next.plus(1)) {
            named.add(next.plus(1));
        }
        return named;
    }

    private static @Nullable DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (spelled(day).equals(text)) {
                return day;
            }
        }
        return null;
    }

    private static String spelled(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    /* Empty where one of them is wrong. */
    private static List<Window> windows(String text) {
        List<Window> windows = new ArrayList<>();
        for (String times : text.strip().split("\\s+", -1)) {
            Matcher matcher = TIMES.matcher(times);
            if (!matcher.matches()) {
                return List.of();
            }
            int from = minutes(matcher.group(1), matcher.group(2));
            int to = minutes(matcher.group(3), matcher.group(4));
            if (to > DAY_MINUTES || from == to) {
                return List.of();
            }
            windows.add(new Window(from, to > from ? to : to + DAY_MINUTES));
        }
        return List.copyOf(windows);
    }

    private static int minutes(String hours, String minutes) {
        return 60 * Integer.parseInt(hours) + Integer.parseInt(minutes);
    }

    private void wrong(String key, String what) {
        good = false;
        problem.accept(key, what);
    }
}
