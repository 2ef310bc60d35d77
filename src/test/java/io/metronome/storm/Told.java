package io.metronome.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Reason;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.ReplySeen;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replies as a read_committed consumer finds them. */
final class Told {
    private static final JsonMapper JSON = new JsonMapper();

    private Told() {}

    /** Null for the notice to a reply topic that a command was dead-lettered: its dead letter is what counts. */
    static @Nullable ReplySeen of(ConsumerRecord<byte[], byte[]> record) {
        Position source = new Position(
                Integer.parseInt(text(record, "metronome-source-partition")),
                Long.parseLong(text(record, "metronome-source-offset")));
        String reason = text(record, "metronome-reason");
        if (!reason.isEmpty()) {
            String attempts = text(record, "metronome-attempts");
            return new ReplySeen(
                    source,
                    text(record, "metronome-command-id"),
                    text(record, "metronome-id-instance"),
                    attempts.isEmpty() ? 0 : Integer.parseInt(attempts),
                    null,
                    Duration.ZERO,
                    Reason.valueOf(reason));
        }
        JsonNode result = JSON.readTree(record.value());
        if (result.path("outcome").asString("").equals("dead-letter")) {
            return null;
        }
        return new ReplySeen(
                source,
                result.path("commandId").asString(""),
                result.path("idInstance").asString(""),
                result.path("attempts").asInt(0),
                Instant.parse(result.path("sentAt").asString("")),
                Duration.ZERO,
                null);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
