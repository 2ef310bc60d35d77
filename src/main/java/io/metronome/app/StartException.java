package io.metronome.app;

/** The work cannot begin; the message tells people why, in one line or several, and what mends it. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }
}
