package io.metronome.command;

/** A topic that the headers of a command name for its reply, as this worker knows it. */
public sealed interface ReplyTopic {

    /** The configuration does not allow replies to it. */
    record NotAllowed() implements ReplyTopic {}

    /** The topic is allowed and does not exist. */
    record Missing() implements ReplyTopic {}

    /**
     * It is allowed and exists.
     *
     * @param partitions how many it has, at least 1
     */
    record Existing(int partitions) implements ReplyTopic {}
}
