package io.metronome.guarantee;

import io.metronome.command.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record as its producer put it on the commands topic.
 *
 * @param partition where the producer put it
 * @param offset where the producer put it
 * @param commandId the producer's id, or the default that stands for none
 * @param body the request body, text of the JSON as it stands in the command; empty for a record that holds none
 * @param notBefore null when the command names none
 * @param expiresAt null when the command names none
 */
public record Produced(
        int partition,
        long offset,
        String commandId,
        String instance,
        String method,
        String body,
        Priority priority,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt) {

    /** The position of the record; its reply names the same. */
    public Position position() {
        return new Position(partition, offset);
    }

    /** The shape of a call for this command. */
    Shape shape() {
        return new Shape(instance, method, body);
    }

    @Override
    public String toString() {
        return commandId + " (" + instance + " " + method + " at " + position() + ")";
    }
}
