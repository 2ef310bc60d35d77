package io.metronome.command;

/** The reasons for dead letters, as the {@code metronome-reason} header names them. */
public enum Reason {
    /** Not one JSON object, or larger than the intake allows. */
    UNREADABLE,
    /** A field is missing, of the wrong type, out of its range, or unknown. */
    INVALID,
    /** No credentials for the instance. */
    UNKNOWN_INSTANCE,
    /** The id is that of a pending command, or of one that was sent within the idempotency window. */
    DUPLICATE,
    /** The API refused it for good. */
    REJECTED,
    /** {@code expiresAt} passed. */
    EXPIRED,
    /** Every attempt failed in a way that allows a retry. */
    RETRIES_EXHAUSTED,
    /** The call's outcome is unknown and the command asked for a report. */
    OUTCOME_UNKNOWN,
    /** An operator cancelled or purged it. */
    CANCELLED
}
