package io.metronome.app;

import io.metronome.config.Quantity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import picocli.CommandLine.TypeConversionException;

/** Reads arguments whose format is not Java's. */
final class Arguments {
    private Arguments() {}

    static Duration duration(String text) {
        Duration duration = Quantity.duration(text);
        if (duration == null) {
            throw new TypeConversionException('"' + text + "\" is no duration such as 500ms, 30s, 5m, 24h or 1d");
        }
        return duration;
    }

    static OffsetDateTime moment(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException notATime) {
            throw new TypeConversionException('"' + text + "\" is no RFC 3339 time such as 2026-11-21T10:00:00Z");
        }
    }
}
