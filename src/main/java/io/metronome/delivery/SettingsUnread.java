package io.metronome.delivery;

/** The settings of an instance could not be read. The message says why, without a token. */
public final class SettingsUnread extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passing;
    private final long afterMillis;

    /** Without a stack trace: the cause is an answer of the API, not a mistake in the code. */
    private SettingsUnread(String message, boolean passing, long afterMillis) {
        super("getSettings: " + message, null, false, false);
        this.passing = passing;
        this.afterMillis = afterMillis;
    }

    /** The API refused the question. */
    static SettingsUnread refused(String message) {
        return new SettingsUnread(message, false, 0);
    }

    /**
     * The question may be answered soon: no answer came, or one that the API may give in a bad moment.
     *
     * @param afterMillis how long the API wants no other question, 0 when it did not say
     */
    static SettingsUnread passing(String message, long afterMillis) {
        return new SettingsUnread(message, true, afterMillis);
    }

    /** Whether the same question, asked a little later, may be answered. */
    public boolean isPassing() {
        return passing;
    }

    /** How long the API wants no other question, in milliseconds; 0 when it did not say. */
    public long afterMillis() {
        return afterMillis;
    }
}
