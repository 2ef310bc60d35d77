package io.metronome.command;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decodes records into commands. Safe to use from any thread. */
public final class CommandCodec {
    private final Instances instances;
    private final Rules rules;

    /**
     * The part of the configuration that concerns decoding.
     *
     * @param maxRecordBytes a larger record is UNREADABLE. {@link CommandRecord#contentBytes} says what counts
     * @param unknownFieldsPass whether unknown fields are let through, in the envelope and in bodies
     * @param onUnknown the policy of commands that name none
     * @param maxAge a default expiresAt, counted from the record's timestamp, or null
     * @param replyTopics what is known of a topic that a command's headers name for its reply
     */
    public record Rules(
            int maxRecordBytes,
            boolean unknownFieldsPass,
            OnUnknown onUnknown,
            @Nullable Duration maxAge,
            Function<String, ReplyTopic> replyTopics) {}

    /** A codec that looks up each record's instance among these. */
    public CommandCodec(Instances instances, Rules rules) {
        this.instances = instances;
        this.rules = rules;
    }

    /**
     * Decodes a record. Never throws, whatever the bytes are: a record without a valid command becomes a refusal that
     * lists every mistake. The instance is reported as unknown only when nothing else is wrong.
     */
    public Decoded decode(CommandRecord commandRecord) {
        return new Decoding(commandRecord, instances, rules).decode();
    }
}
