package io.metronome.intake;

/**
 * A hand-over ended before everything of the partition was decided. The process must end: one of our transactions may
 * still be open for a partition that another worker will own.
 */
public final class HandOverFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public HandOverFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
