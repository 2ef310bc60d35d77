package io.metronome.observe.admin;

import io.metronome.control.ControlRecord;
import io.metronome.control.ReadControl;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what operators have wanted as JSON. */
final class AuditCodec {
    private AuditCodec() {}

    static byte[] encode(List<ReadControl> records) {
        return ViewCodec.object(json -> {
            json.writeArrayPropertyStart("records");
            records.forEach(record -> record(json, record));
            json.writeEndArray();
        });
    }

    private static void record(JsonGenerator json, ReadControl read) {
        json.writeStartObject();
        json.writeNumberProperty("offset", read.offset());
        json.writeStringProperty("key", read.wanted().key().toString());
        json.writeStringProperty("idInstance", read.wanted().instance());
        ViewCodec.time(json, "writtenAt", read.timestamp());
        switch (read.wanted()) {
            case ControlRecord.Pause pause -> {
                json.writeStringProperty("wanted", "pause");
                ViewCodec.time(json, "until", pause.untilMillis() == Long.MAX_VALUE ? null : pause.untilMillis());
                text(json, "reason", pause.reason());
                text(json, "by", pause.by());
            }
            case ControlRecord.Purge purge -> {
                json.writeStringProperty("wanted", "purge");
                json.writeNumberProperty("below", purge.below());
                text(json, "by", purge.by());
            }
            case ControlRecord.Cancel cancel -> {
                json.writeStringProperty("wanted", "cancel");
                json.writeStringProperty("commandId", cancel.commandId());
                text(json, "by", cancel.by());
            }
            case ControlRecord.Tombstone tombstone -> {
                json.writeStringProperty("wanted", "withdraw");
                text(json, "by", tombstone.by());
            }
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        ViewCodec.text(json, name, value == null || value.isEmpty() ? null : value);
    }
}
