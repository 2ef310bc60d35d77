package io.metronome.reply;

import io.metronome.command.Command;
import io.metronome.command.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the JSON of results, field by field. */
final class ResultCodec {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private ResultCodec() {}

    static byte[] encode(Command command, Outcome.Accepted outcome) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(384);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("commandId", command.id());
            json.writeStringProperty("idInstance", command.instance());
            json.writeStringProperty("method", command.method().name());
            json.writeStringProperty("outcome", "accepted");
            if (outcome.idMessage() != null) {
                json.writeStringProperty("idMessage", outcome.idMessage());
            }
            json.writeNumberProperty("attempts", outcome.attempts());
            json.writeStringProperty("receivedAt", time(outcome.receivedAt()));
            json.writeStringProperty("dueAt", time(outcome.dueAt()));
            json.writeStringProperty("sentAt", time(outcome.sentAt()));
            json.writeStringProperty("completedAt", time(outcome.completedAt()));
            if (outcome.settingsConfirmed() != null) {
                json.writeBooleanProperty("settingsConfirmed", outcome.settingsConfirmed());
            }
            if (outcome.response() != null) {
                json.writeName("response");
                json.writeRawValue(new String(outcome.response(), StandardCharsets.UTF_8));
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The reply at a requester's own topic for a command that ended as a dead letter. */
    static byte[] encode(Subject subject, Outcome.Dead outcome) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("commandId", subject.commandId());
            json.writeStringProperty("outcome", "dead-letter");
            json.writeStringProperty("reason", outcome.reason().name());
            json.writeStringProperty("detail", Details.shortened(outcome.detail()));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static String time(long epochMillis) {
        return TIME.format(Instant.ofEpochMilli(epochMillis));
    }
}
