package io.metronome.command;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decodes records into commands. Safe to use from any thread. */
public final class CommandCodec {
    /* Raise it when a command that was accepted before may be refused now, or may get other fields. */
    private static final int PARSER = 1;

    private final Instances instances;
    private final Rules rules;
    private final int rulesHash;

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
        this.rulesHash = Objects.hash(
                PARSER,
                rules.maxRecordBytes(),
                rules.unknownFieldsPass(),
                rules.onUnknown().name(),
                rules.maxAge());
    }

    /** A hash of the rules by which this codec decodes. Another process with the same rules has the same. */
    public int rulesHash() {
        return rulesHash;
    }

    /**
     * Decodes a record. Never throws, whatever the bytes are: a record without a valid command becomes a refusal that
     * lists every mistake. The instance is reported as unknown only when nothing else is wrong.
     */
    public Decoded decode(CommandRecord commandRecord) {
        return new Decoding(commandRecord, instances, rules).decode();
    }

    /**
     * Decodes a record that was decoded before. Its JSON is parsed only if that has to be: where the rules were others, or
     * the instance or the reply topic of the command is not known.
     *
     * @param parsed what was found then; null when that was not kept
     */
    public Decoded decodeAgain(CommandRecord commandRecord, @Nullable ParsedFields parsed) {
        Command command = parsed == null || parsed.rules() != rulesHash ? null : known(commandRecord, parsed);
        return command == null ? decode(commandRecord) : new Decoded.Understood(command);
    }

    private @Nullable Command known(CommandRecord commandRecord, ParsedFields parsed) {
        Instance instance = instances.find(parsed.instance());
        ReplyHeaders reply = ReplyHeaders.of(commandRecord, rules.replyTopics());
        if (instance == null || reply.problem() != null) {
            return null;
        }
        Command command = parsed.command(instance.id(), reply.replyTo());
        return command != null && command.method().messengers().contains(instance.messenger()) ? command : null;
    }
}
