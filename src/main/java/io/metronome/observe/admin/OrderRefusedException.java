package io.metronome.observe.admin;

/** What an operator wants could not be written to the control topic. Its message is for people. */
public final class OrderRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OrderRefusedException(String message) {
        super(message, null, false, false);
    }
}
