package io.metronome.reply;

import io.metronome.command.Command;
import io.metronome.command.Decoded;
import org.jspecify.annotations.Nullable;

/** The fields that could be read of the command that a reply is about. */
public record Subject(
        String commandId,
        @Nullable String instance,
        @Nullable String method,
        Command.@Nullable ReplyTo replyTo) {

    public static Subject of(Command command) {
        return new Subject(command.id(), command.instance(), command.method().name(), command.replyTo());
    }

    public static Subject of(Decoded.Refused refused) {
        return new Subject(refused.commandId(), refused.instance(), refused.method(), refused.replyTo());
    }
}
