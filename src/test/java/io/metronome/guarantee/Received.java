package io.metronome.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reply as it was read back.
 *
 * @param headers as text; a header that came twice would be seen by its last value
 */
public record Received(
        String topic, int partition, byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
    private static final JsonMapper JSON = new JsonMapper();

    /** A record of any topic that replies go to. */
    public static Received of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        return new Received(record.topic(), record.partition(), record.key(), record.value(), headers);
    }

    /** The place of the command on its topic. */
    public Position source() {
        return new Position(
                Integer.parseInt(header("metronome-source-partition")),
                Long.parseLong(header("metronome-source-offset")));
    }

    /** Whether the command was not accepted. */
    public boolean isDeadLetter() {
        return headers.containsKey("metronome-reason");
    }

    /** The one word to a reply topic that a command was dead-lettered; its dead letter is the reply that counts. */
    public boolean isNotice() {
        return !isDeadLetter() && json().path("outcome").asString("").equals("dead-letter");
    }

    /** Empty where it has none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The value as UTF-8, empty where there is none. */
    public String text() {
        return value == null ? "" : new String(value, UTF_8);
    }

    /** The value of a result. */
    public JsonNode json() {
        return JSON.readTree(Objects.requireNonNull(value, "a result without a value"));
    }

    /**
     * This reply as the guarantees are told of it.
     *
     * @param gap what must follow the call at the least
     */
    public ReplySeen seen(Duration gap) {
        if (isDeadLetter()) {
            String attempts = headers.getOrDefault("metronome-attempts", "0");
            return new ReplySeen(
                    source(),
                    header("metronome-command-id"),
                    header("metronome-id-instance"),
                    Integer.parseInt(attempts),
                    null,
                    gap,
                    Reason.valueOf(header("metronome-reason")),
                    Instant.parse(header("metronome-failed-at")));
        }
        JsonNode result = json();
        return new ReplySeen(
                source(),
                result.path("commandId").asString(""),
                result.path("idInstance").asString(""),
                result.path("attempts").asInt(0),
                Instant.parse(result.path("sentAt").asString("")),
                gap,
                null,
                Instant.parse(result.path("completedAt").asString("")));
    }
}
