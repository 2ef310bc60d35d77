package io.metronome.observe.admin;

/** The worker has not found Kafka yet. */
final class NotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotStartedException() {
        super("the worker has not found Kafka yet", null, false, false);
    }
}
