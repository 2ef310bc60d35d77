package io.metronome.dispatch.view;

import io.metronome.command.Reason;
import io.metronome.command.Source;
import org.jspecify.annotations.Nullable;

/**
 * A command that has ended, and where its reply is. The reply can be read once the next checkpoint is committed.
 *
 * @param source where its producer put its record
 * @param method null where the record did not say
 * @param reason null when the command was accepted
 * @param endedAt milliseconds since the epoch
 * @param reply where the result or the dead letter is
 */
public record EndedCommand(
        String instance,
        Source source,
        @Nullable String method,
        @Nullable Reason reason,
        int attempts,
        long endedAt,
        ReplyPlace reply)
        implements CommandView {

    /**
     * Where a reply is written.
     *
     * @param partition the partition that the command named; null where Kafka's client chooses it
     * @param byInstance whether the client chooses it by the instance's id
     */
    public record ReplyPlace(String topic, @Nullable Integer partition, boolean byInstance) {}

    @Override
    public String state() {
        return reason == null ? "accepted" : "dead-letter";
    }
}
