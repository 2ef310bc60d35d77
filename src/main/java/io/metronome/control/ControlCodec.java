package io.metronome.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.RecordHeader;
import io.metronome.command.Rfc3339;
import io.metronome.command.shape.JsonDescription;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes control records, and reads them. Whatever bytes come, reading gives a value and never an exception. Pure. */
public final class ControlCodec {
    /** The header of a worker's tombstone: the offset of the record that it withdraws. */
    static final String WITHDRAWS = RecordHeader.OWN + "withdraws";

    /** The header of an operator's tombstone, which has no value: who wrote it. */
    static final String BY = RecordHeader.OWN + "by";

    private static final int MOST_BYTES = 64 << 10;
    private static final int LONGEST_TEXT = 300;
    private static final String KEYS = "allowed are ID/pause, ID/purge and ID/cancel/COMMANDID";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The outcome of reading a record. */
    sealed interface ControlReading {}

    /** The record says something. */
    record Wanted(ControlRecord wanted) implements ControlReading {}

    /**
     * The record says nothing that can be obeyed, for that reason.
     *
     * @param key of which it says nothing; null when it is none
     */
    record Junk(@Nullable ControlKey key, String why) implements ControlReading {}

    private ControlCodec() {}

    /** The record as it is written to the control topic of that name. */
    public static ProducerRecord<byte[], byte[]> record(String topic, ControlRecord wanted) {
        byte[] key = wanted.key().toString().getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, key, value(wanted));
        if (wanted instanceof ControlRecord.Tombstone tombstone
                && tombstone.withdrawn() != ControlRecord.Tombstone.ANY) {
            byte[] withdrawn = Long.toString(tombstone.withdrawn()).getBytes(UTF_8);
            record.headers().add(WITHDRAWS, withdrawn);
        }
        if (wanted instanceof ControlRecord.Tombstone tombstone
                && !tombstone.by().isEmpty()) {
            record.headers().add(BY, tombstone.by().getBytes(UTF_8));
        }
        return record;
    }

    /* Null for a tombstone. */
    private static byte @Nullable [] value(ControlRecord wanted) {
        ObjectNode node = JSON.createObjectNode();
        switch (wanted) {
            case ControlRecord.Pause pause -> {
                if (pause.untilMillis() != Long.MAX_VALUE) {
                    node.put("until", Instant.ofEpochMilli(pause.untilMillis()).toString());
                }
                put(node, "reason", pause.reason());
                put(node, "by", pause.by());
                put(node, "at", pause.at());
            }
            case ControlRecord.Purge purge -> {
                node.put("below", purge.below());
                put(node, "by", purge.by());
                put(node, "at", purge.at());
            }
            case ControlRecord.Cancel cancel -> {
                put(node, "by", cancel.by());
                put(node, "at", cancel.at());
            }
            case ControlRecord.Tombstone tombstone -> {
                return null;
            }
        }
        return JSON.writeValueAsBytes(node);
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }

    /**
     * Reads a record.
     *
     * @param withdraws the value of the header {@link #WITHDRAWS}, null when there is none
     * @param by the value of the header {@link #BY}, null when there is none
     */
    static ControlReading read(
            byte @Nullable [] key, byte @Nullable [] value, byte @Nullable [] withdraws, byte @Nullable [] by) {
        ControlKey parsed = key == null || key.length > MOST_BYTES ? null : ControlKey.of(new String(key, UTF_8));
        if (parsed == null) {
            return new Junk(null, "its key is no key of a control record; " + KEYS);
        }
        if (value == null) {
            String who = by == null ? "" : JsonDescription.oneLine(new String(by, UTF_8), LONGEST_TEXT);
            return new Wanted(new ControlRecord.Tombstone(parsed, offset(withdraws), who));
        }
        if (value.length > MOST_BYTES) {
            return new Junk(parsed, "its value has " + value.length + " bytes, allowed are " + MOST_BYTES);
        }
        try {
            JsonNode node = JSON.readTree(value);
            return node.isObject() ? read(parsed, node) : new Junk(parsed, "its value is no JSON object");
        } catch (JacksonException broken) {
            return new Junk(
                    parsed,
                    "its value is no JSON: " + JsonDescription.oneLine(broken.getOriginalMessage(), LONGEST_TEXT));
        }
    }

    private static ControlReading read(ControlKey key, JsonNode node) {
        String by = text(node, "by");
        String at = text(node, "at");
        return switch (key.kind()) {
            case PAUSE -> pause(key, node, by, at);
            case PURGE -> purge(key, node, by, at);
            case CANCEL -> new Wanted(new ControlRecord.Cancel(key.instance(), key.commandId(), by, at));
        };
    }

    private static ControlReading pause(ControlKey key, JsonNode node, String by, String at) {
        JsonNode until = node.path("until");
        long millis = Long.MAX_VALUE;
        if (!until.isMissingNode() && !until.isNull()) {
            millis = until.isString() ? Rfc3339.millis(until.stringValue(), true) : Rfc3339.NOT_A_TIME;
        }
        return millis == Rfc3339.NOT_A_TIME
                ? new Junk(key, "its field until is no RFC 3339 time such as 2026-11-21T10:00:00Z")
                : new Wanted(new ControlRecord.Pause(key.instance(), millis, text(node, "reason"), by, at));
    }

    private static ControlReading purge(ControlKey key, JsonNode node, String by, String at) {
        JsonNode below = node.path("below");
        return below.isIntegralNumber() && below.canConvertToLong() && below.longValue() >= 0
                ? new Wanted(new ControlRecord.Purge(key.instance(), below.longValue(), by, at))
                : new Junk(key, "its field below is no offset: allowed is an integer of 0 and up");
    }

    private static String text(JsonNode node, String name) {
        return JsonDescription.oneLine(node.path(name).asString(""), LONGEST_TEXT);
    }

    private static long offset(byte @Nullable [] withdraws) {
        String text = withdraws == null ? "" : new String(withdraws, UTF_8);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : ControlRecord.Tombstone.ANY;
    }
}
