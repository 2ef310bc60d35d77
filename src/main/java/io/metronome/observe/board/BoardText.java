package io.metronome.observe.board;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Moments, spans and counts as people read them. Times are UTC. */
final class BoardText {
    private static final DateTimeFormatter MINUTE = format("HH:mm");
    private static final DateTimeFormatter SECOND = format("HH:mm:ss");
    private static final DateTimeFormatter DAY = format("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter DATE = format("yyyy-MM-dd");

    private BoardText() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** Hours and minutes, with the day where it is another one than now. */
    static String minute(long millis, long nowMillis) {
        return (isToday(millis, nowMillis) ? MINUTE : DAY).format(Instant.ofEpochMilli(millis));
    }

    /** Hours, minutes and seconds, or the day where it is another one than now. */
    static String second(long millis, long nowMillis) {
        return (isToday(millis, nowMillis) ? SECOND : DAY).format(Instant.ofEpochMilli(millis));
    }

    private static boolean isToday(long millis, long nowMillis) {
        return DATE.format(Instant.ofEpochMilli(millis)).equals(DATE.format(Instant.ofEpochMilli(nowMillis)));
    }

    /** A span in the one or two units that matter: {@code 7 min}, {@code 2 h 5 min}, {@code 500 ms}. */
    static String span(long millis) {
        Duration span = Duration.ofMillis(millis);
        if (millis < 1_000) {
            return millis + " ms";
        } else if (millis < 60_000) {
            return millis % 1_000 == 0 ? span.toSeconds() + " s" : millis / 1_000.0 + " s";
        } else if (millis < 3_600_000) {
            return two(span.toMinutes(), "min", span.toSecondsPart(), "s");
        } else if (span.toDays() == 0) {
            return two(span.toHours(), "h", span.toMinutesPart(), "min");
        }
        return two(span.toDays(), "d", span.toHoursPart(), "h");
    }

    private static String two(long count, String unit, int rest, String small) {
        return count + " " + unit + (rest == 0 ? "" : " " + rest + " " + small);
    }

    /** A count and its noun. */
    static String count(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    /** Numbers in ascending order, such as {@code 0–3, 7}. */
    static String ranges(List<Integer> numbers) {
        StringJoiner ranges = new StringJoiner(", ");
        int first = 0;
        for (int i = 0; i < numbers.size(); i++) {
            boolean isLast = i + 1 == numbers.size() || numbers.get(i + 1) != numbers.get(i) + 1;
            if (isLast) {
                ranges.add(numbers.get(first) + (first == i ? "" : "–" + numbers.get(i)));
                first = i + 1;
            }
        }
        return ranges.toString();
    }

    /** A whole number, in groups of three. */
    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
