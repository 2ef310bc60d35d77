package io.metronome.worker;

import java.time.Duration;
import java.util.Locale;

/** How long something lasts, by a property such as {@code -Dmetronome.soak=10m}. */
final class Span {
    private Span() {}

    /** Zero where it is not given. */
    static Duration of(String property) {
        return Duration.parse("PT" + System.getProperty(property, "0s").toUpperCase(Locale.ROOT));
    }
}
