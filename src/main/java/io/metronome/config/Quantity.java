package io.metronome.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations and sizes as people write them: {@code 500ms}, {@code 24h}, {@code 1MB}. */
public final class Quantity {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?(KB|MB|GB)|(\\d{1,18}) ?B?");

    private Quantity() {}

    /** A whole number of ms, s, m, h or d; null for any other text. */
    public static @Nullable Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** A number of bytes, where KB, MB and GB are 2^10, 2^20 and 2^30; null for any other text. */
    public static @Nullable Long size(String text) {
        Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        String unit = matcher.group(2);
        if (unit == null) {
            return Long.parseLong(matcher.group(3));
        }
        int shift = unit.equals("KB") ? 10 : unit.equals("MB") ? 20 : 30;
        return Long.parseLong(matcher.group(1)) << shift;
    }
}
