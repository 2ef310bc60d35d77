package io.metronome.benchmark;

import java.util.Locale;

/** Numbers as people read them: three significant digits, or all digits before the point. */
final class NumberText {
    private NumberText() {}

    static String of(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "";
        } else if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        } else if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return String.format(Locale.ROOT, size >= 1 ? "%.2f" : "%.3f", value);
    }
}
