package io.metronome.command;

import org.jspecify.annotations.Nullable;

/** What a letter turned out to be. Poison is a value: decoding never throws. */
public sealed interface Decoded {

    /** A command that may be sent when its turn comes. */
    record Understood(Command command) implements Decoded {}

    /**
     * A command for an instance without credentials. Its body could not be checked, since that depends on the
     * messenger; everything else is good.
     *
     * @param detail for people: what is missing
     */
    record UnknownInstance(Command command, String detail) implements Decoded {}

    /**
     * A letter that ends as a dead letter without a call.
     *
     * @param detail for people: every mistake that was found, each with its field
     * @param commandId the producer's id where it could be read, else the letter's {@link Source#id()}
     * @param instance the instance's id where it could be read
     * @param method the method's name where it could be read
     * @param replyTo where the requester waits for word of it, when the headers named an allowed topic
     */
    record Refused(
            Reason reason,
            String detail,
            String commandId,
            @Nullable String instance,
            @Nullable String method,
            Command.@Nullable ReplyTo replyTo)
            implements Decoded {}
}
