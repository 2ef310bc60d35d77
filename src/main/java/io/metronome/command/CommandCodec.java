package io.metronome.command;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads letters into commands. Safe to use from any thread. */
public final class CommandCodec {
    private final Instances instances;
    private final Rules rules;

    /**
     * What the configuration says about reading.
     *
     * @param maxRecordBytes a record with more is UNREADABLE; key and headers count, those of metronome itself do not
     * @param unknownFieldsPass whether unknown fields are let through, in the envelope and in bodies
     * @param onUnknown the policy of commands that name none
     * @param maxAge a default expiresAt, counted from the record's timestamp, or null
     * @param replyTopicAllowed which topics a command's headers may name for its reply
     */
    public record Rules(
            int maxRecordBytes,
            boolean unknownFieldsPass,
            OnUnknown onUnknown,
            @Nullable Duration maxAge,
            Predicate<String> replyTopicAllowed) {}

    /** A codec for these instances, asked anew for every letter. */
    public CommandCodec(Instances instances, Rules rules) {
        this.instances = instances;
        this.rules = rules;
    }

    /**
     * Reads a letter. Never throws, whatever its bytes are: a letter that holds no command is a value that tells every
     * mistake at once. A letter is a stranger's only when nothing else is wrong with it.
     */
    public Decoded decode(Letter letter) {
        return new Decoding(letter, instances, rules).decode();
    }
}
