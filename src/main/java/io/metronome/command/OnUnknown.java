package io.metronome.command;

/** The policy for a call whose outcome is unknown: the request was written, and no answer came. */
public enum OnUnknown {
    /** Call again: at least once. */
    RESEND,
    /** Report OUTCOME_UNKNOWN: at most one call ever. */
    REPORT
}
