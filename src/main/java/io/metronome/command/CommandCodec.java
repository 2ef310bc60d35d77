package io.metronome.command;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads letters into commands. */
public final class CommandCodec {

    /**
     * What the configuration says about reading.
     *
     * @param maxRecordBytes a larger value is UNREADABLE
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

    /** Reads a letter. Never throws; safe to call from any thread. */
    public Decoded decode(Letter letter) {
        return new Decoded.Refused(Reason.UNREADABLE, "", letter.source().id(), null, null, null);
    }
}
