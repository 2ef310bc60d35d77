package io.metronome.command;

import java.time.Duration;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads letters into commands. Safe to use from any thread. */
public final class CommandCodec {
    /** In place of a partition count: replies may not go to that topic. */
    public static final int NOT_ALLOWED = -1;

    private final Instances instances;
    private final Rules rules;

    /**
     * What the configuration says about reading.
     *
     * @param maxRecordBytes a record with more is UNREADABLE; key and headers count, those of metronome itself do not
     * @param unknownFieldsPass whether unknown fields are let through, in the envelope and in bodies
     * @param onUnknown the policy of commands that name none
     * @param maxAge a default expiresAt, counted from the record's timestamp, or null
     * @param replyPartitions how many partitions a topic has that a command's headers name for its reply: 0 when it is
     *     allowed and not there, {@link #NOT_ALLOWED} when it is not allowed
     */
    public record Rules(
            int maxRecordBytes,
            boolean unknownFieldsPass,
            OnUnknown onUnknown,
            @Nullable Duration maxAge,
            ToIntFunction<String> replyPartitions) {}

    /** A codec for these instances, asked anew for every letter. */
    public CommandCodec(Instances instances, Rules rules) {
        this.instances = instances;
        this.rules = rules;
    }

    /**
     * Reads a letter. Never throws, whatever its bytes are: a letter that holds no command is a value that tells every
     * mistake at once. A letter is a stranger's only when nothing else is wrong with it.
     */
    public Decoded decode(CommandRecord commandRecord) {
        return new Decoding(commandRecord, instances, rules).decode();
    }
}
