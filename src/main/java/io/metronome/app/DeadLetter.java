package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.RecordHeader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A dead letter with the fields that redrive needs. */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {
    /** The header of a command that was put back. It names the dead letter as {@code topic-partition-offset}. */
    static final String REDRIVEN_FROM = "metronome-redriven-from";

    /** The position of the dead letter: {@code topic-partition-offset}. */
    String place() {
        return record.topic() + '-' + record.partition() + '-' + record.offset();
    }

    @Nullable
    String reason() {
        return ReplyWatch.text(record, "metronome-reason");
    }

    /** The reason for people and counts. */
    String reasonInWords() {
        String known = reason();
        return known == null ? "without a reason" : known;
    }

    /** The instance from its header, or from the key where the header could not be written. */
    @Nullable
    String instance() {
        String read = ReplyWatch.text(record, "metronome-id-instance");
        return read == null && record.key() != null ? new String(record.key(), UTF_8) : read;
    }

    /** When the command ended. */
    Instant failedAt() {
        String written = ReplyWatch.text(record, "metronome-failed-at");
        try {
            return written == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(written);
        } catch (DateTimeException notATime) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    /** The facts about it for people and machines, without the command itself. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("failedAt", failedAt().toString());
        put(fields, "reason", reason());
        put(fields, "idInstance", instance());
        put(fields, "commandId", ReplyWatch.text(record, "metronome-command-id"));
        put(fields, "method", ReplyWatch.text(record, "metronome-method"));
        fields.put("place", place());
        put(fields, "detail", ReplyWatch.text(record, "metronome-detail"));
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Whether the command's value was too large to be kept. */
    boolean hollow() {
        return record.headers().lastHeader("metronome-value-length") != null;
    }

    /** The command as its producer wrote it, with a header that names this dead letter. */
    ProducerRecord<byte[], byte[]> command(String topic) {
        ProducerRecord<byte[], byte[]> command = new ProducerRecord<>(topic, record.key(), record.value());
        record.headers().forEach(header -> {
            if (!header.key().startsWith(RecordHeader.OWN)) {
                command.headers().add(header);
            }
        });
        command.headers().add(REDRIVEN_FROM, place().getBytes(UTF_8));
        return command;
    }
}
