package io.metronome.intake;

/**
 * A partition could not be given back with everything decided. The process must end: whether a transaction of ours is
 * still under way for a partition that will be another's cannot be known.
 */
public final class HandOverFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public HandOverFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
