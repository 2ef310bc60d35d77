package io.metronome.command;

import org.jspecify.annotations.Nullable;

/** The result of decoding a record. An invalid record is a result like any other: decoding never throws. */
public sealed interface Decoded {

    /** A command that may be sent when its turn comes. */
    record Understood(Command command) implements Decoded {}

    /**
     * A command for an instance without credentials. Its body is not checked, because the fields depend on the
     * messenger. Everything else is valid.
     *
     * @param detail an explanation for people
     */
    record UnknownInstance(Command command, String detail) implements Decoded {}

    /**
     * A record that becomes a dead letter without a call.
     *
     * @param detail every mistake that was found, each with its field, for people
     * @param commandId the producer's id where it could be read, else the record's {@link Source#id()}
     * @param instance the instance's id where it could be read
     * @param method the method's name where it could be read
     * @param replyTo the reply topic that must be told, when the headers named an allowed one
     */
    record Refused(
            Reason reason,
            String detail,
            String commandId,
            @Nullable String instance,
            @Nullable String method,
            Command.@Nullable ReplyTo replyTo)
            implements Decoded {

        /** The bytes of heap that the texts cost, without the detail. */
        public int heapBytes() {
            return HeapBytes.of(commandId)
                    + HeapBytes.of(instance)
                    + HeapBytes.of(method)
                    + (replyTo == null ? 0 : replyTo.heapBytes());
        }
    }
}
