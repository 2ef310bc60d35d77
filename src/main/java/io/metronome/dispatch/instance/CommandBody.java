package io.metronome.dispatch.instance;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A pending command in full: what it takes to call, to answer, and to write it to the ledger. */
public record CommandBody(CommandRecord commandRecord, Command command) {

    /** The request's body: a view of the record's value, as it came. */
    public ByteBuffer requestBody() {
        byte[] value = Objects.requireNonNull(commandRecord.value(), "a command has a value");
        return ByteBuffer.wrap(value, command.bodyStart(), command.bodyLength());
    }
}
