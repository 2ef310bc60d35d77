package io.metronome.control;

import reactor.core.publisher.Mono;

/** The control topic for the pipeline. Safe to call from any thread. */
public interface ControlTopic {
    /** A topic without records. */
    ControlTopic EMPTY = new ControlTopic() {
        @Override
        public Mono<Boolean> readToEnd() {
            return Mono.just(true);
        }

        @Override
        public Mono<Long> commandsEnd(int partition) {
            return Mono.empty();
        }

        @Override
        public void write(ControlRecord wanted) {}
    };

    /**
     * Ends with true when the listener was told of everything that the topic has at the time of the subscription. It
     * waits as long as Kafka does not answer.
     */
    Mono<Boolean> readToEnd();

    /** The end of that partition of the commands topic, at the time of the subscription or later. */
    Mono<Long> commandsEnd(int partition);

    /** Writes a record soon. A failure is logged. */
    void write(ControlRecord wanted);
}
