package io.metronome.emulator;

import java.util.Locale;

/** Where a fault cuts the connection. */
public enum Cut {
    /** Closed before the body is read: the call has no effect. */
    BEFORE_REQUEST,
    /** The call is read and takes effect, then the connection is closed without an answer. */
    BEFORE_ANSWER;

    /** The name in a fault's JSON: {@code before-request}, {@code before-answer}. */
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
