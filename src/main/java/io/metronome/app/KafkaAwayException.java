package io.metronome.app;

/** Kafka does not answer. Unlike other reasons why the work cannot begin, this one can pass by itself. */
final class KafkaAwayException extends StartException {
    private static final long serialVersionUID = 1;

    KafkaAwayException(String message) {
        super(message);
    }
}
