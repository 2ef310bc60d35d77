package io.metronome.emulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The moment at which a fault cuts the connection. */
public enum Cut {
    /** The connection is closed before the body is read, so that the call has no effect. */
    BEFORE_REQUEST,
    /** The call is read and takes effect, then the connection is closed without an answer. */
    BEFORE_ANSWER,
    /** The call is read and takes effect, then half of the answer is written and the connection closed. */
    WITHIN_ANSWER;

    static List<String> names() {
        return Arrays.stream(values()).map(Cut::wire).toList();
    }

    static @Nullable Cut find(@Nullable String wire) {
        return Arrays.stream(values())
                .filter(cut -> cut.wire().equals(wire))
                .findFirst()
                .orElse(null);
    }

    /** The name in a fault's JSON: {@code before-request}, {@code before-answer}, {@code within-answer}. */
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
