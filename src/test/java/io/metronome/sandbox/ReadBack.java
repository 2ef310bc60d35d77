package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Reason;
import io.metronome.guarantee.Position;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reply as it stands in Kafka, on either of the two topics.
 *
 * @param source where the command stood
 * @param what the API's idMessage, or the reason and the detail of a dead letter
 * @param reason null when the command was accepted
 * @param sentAt null for a dead letter
 * @param headers every header, the producer's own included
 */
record ReadBack(
        Position source,
        String commandId,
        String instance,
        String method,
        int attempts,
        String what,
        @Nullable Reason reason,
        @Nullable Instant sentAt,
        Map<String, String> headers) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Reads a record of the results topic. */
    static ReadBack result(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = headers(record);
        JsonNode result = JSON.readTree(record.value());
        return new ReadBack(
                source(headers),
                result.path("commandId").asString(""),
                result.path("idInstance").asString(""),
                result.path("method").asString(""),
                result.path("attempts").asInt(0),
                words(result),
                null,
                Instant.parse(result.path("sentAt").asString("")),
                headers);
    }

    /** Reads a record of the dead-letter topic. */
    static ReadBack deadLetter(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = headers(record);
        String reason = headers.getOrDefault("metronome-reason", "");
        return new ReadBack(
                source(headers),
                headers.getOrDefault("metronome-command-id", ""),
                headers.getOrDefault("metronome-id-instance", ""),
                headers.getOrDefault("metronome-method", ""),
                Integer.parseInt(headers.getOrDefault("metronome-attempts", "0")),
                reason + " " + headers.getOrDefault("metronome-detail", ""),
                Reason.valueOf(reason),
                null,
                headers);
    }

    private static String words(JsonNode result) {
        if (result.has("settingsConfirmed")) {
            return result.path("settingsConfirmed").asBoolean(false) ? "settings confirmed" : "settings not confirmed";
        }
        return result.path("idMessage").asString("");
    }

    private static Position source(Map<String, String> headers) {
        return new Position(
                Integer.parseInt(headers.getOrDefault("metronome-source-partition", "-1")),
                Long.parseLong(headers.getOrDefault("metronome-source-offset", "-1")));
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        return headers;
    }
}
