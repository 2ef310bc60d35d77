package io.metronome.delivery;

/** The settings of an instance could not be read. The message says why, without a token. */
public final class SettingsUnread extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: the cause is an answer of the API, not a mistake in the code. */
    SettingsUnread(String message) {
        super("getSettings: " + message, null, false, false);
    }
}
