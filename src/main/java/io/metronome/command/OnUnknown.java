package io.metronome.command;

/** What to do when the outcome of a call is unknown: the request was written, and no answer tells what became of it. */
public enum OnUnknown {
    /** Call again: at least once. */
    RESEND,
    /** Report OUTCOME_UNKNOWN: at most one call ever. */
    REPORT
}
