package io.metronome.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the ramp of an instance: the caps of its first days. */
final class RampReader {
    static final String ALLOWED = "a map of from, a date, and days, a list of numbers";
    static final ValueFormat<Integer> CALLS = ValueFormat.whole(1, 1_000_000);

    private static final int MOST_DAYS = 1_000;
    private static final String DATES = "a date such as 2026-12-01";

    /** The caps of the days from one on. */
    record Ramp(LocalDate from, List<Integer> days) {}

    private RampReader() {}

    /**
     * The ramp of that map; null where it has mistakes.
     *
     * @param problem told of each mistake: its key, what was found, and what is allowed
     */
    static @Nullable Ramp read(Map<String, String> written, BiConsumer<String, String> problem) {
        for (String key : written.keySet()) {
            String mistake = Shown.mistakeInKey(key);
            if (mistake != null) {
                problem.accept("", mistake);
                return null;
            } else if (!key.equals("from") && !key.equals("days")) {
                problem.accept(key, "found no such key; allowed are from, days");
                return null;
            }
        }
        LocalDate from = date(written.get("from"), problem);
        List<Integer> days = days(written.get("days"), problem);
        return from == null || days.isEmpty() ? null : new Ramp(from, days);
    }

    private static @Nullable LocalDate date(@Nullable String text, BiConsumer<String, String> problem) {
        try {
            if (text != null) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException notOne) {
            problem.accept("from", "found " + Shown.value(text) + "; allowed is " + DATES);
            return null;
        }
        problem.accept("from", "found nothing; allowed is " + DATES);
        return null;
    }

    private static List<Integer> days(@Nullable String text, BiConsumer<String, String> problem) {
        List<Integer> days = new ArrayList<>();
        for (String one : text == null ? new String[0] : text.split(",", -1)) {
            Integer calls = CALLS.reader().read(one.strip());
            if (calls != null) {
                days.add(calls);
            }
        }
        boolean isGood = text != null && days.size() == text.split(",", -1).length && days.size() <= MOST_DAYS;
        if (!isGood) {
            problem.accept(
                    "days",
                    "found " + (text == null ? "nothing" : Shown.value(text)) + "; allowed is a list of up to "
                            + MOST_DAYS + " numbers, each " + CALLS.allowed());
        }
        return isGood ? List.copyOf(days) : List.of();
    }
}
