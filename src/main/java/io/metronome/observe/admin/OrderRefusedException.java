package io.metronome.observe.admin;

/** An order of an operator could not be written to the control topic. Its message is for people. */
public final class OrderRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OrderRefusedException(String message) {
        super(message, null, false, false);
    }
}
