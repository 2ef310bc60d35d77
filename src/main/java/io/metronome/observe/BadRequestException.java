package io.metronome.observe;

/** A request cannot be understood; the message says why and goes into the answer. */
public final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadRequestException(String message) {
        super(message, null, false, false);
    }
}
