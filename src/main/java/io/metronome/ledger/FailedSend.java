package io.metronome.ledger;

/** A record that was not written to that topic. */
record FailedSend(String topic, Exception failure) {

    /* Records of all topics that were not sent yet get the same object, or another one of the same kind. */
    boolean isEchoedBy(String otherTopic, Exception other) {
        return failure.equals(other)
                || (!topic.equals(otherTopic) && failure.getClass().equals(other.getClass()));
    }
}
