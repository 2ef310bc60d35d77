package io.metronome.observe;

/** The body of a request is longer than the server reads. */
public final class BodyTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BodyTooLargeException(int longest) {
        super("the body is too long; allowed are " + longest + " bytes", null, false, false);
    }
}
