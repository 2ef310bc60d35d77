package io.metronome.dispatch.host;

/** The failure that the circuit breaker of a host gets, since calls throw no exception. */
final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswer() {
        super("no answer", null, false, false);
    }
}
