package io.metronome.dispatch.view;

/** So many questions wait for their answers that no more are taken. */
public final class TooManyReadsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooManyReadsException() {
        super("too many questions wait for an answer", null, false, false);
    }
}
