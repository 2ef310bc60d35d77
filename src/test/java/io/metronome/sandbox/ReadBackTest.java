package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import io.metronome.guarantee.Position;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ReadBackTest {

    @Test
    void readsAResult() {
        ReadBack reply = ReadBack.result(
                record("""
                {"commandId":"code","idInstance":"1101000001","method":"sendContact","outcome":"accepted",
                 "idMessage":"3EB0","attempts":2,"sentAt":"2026-11-21T10:00:00.123Z"}""", "metronome-source-partition", "2", "metronome-source-offset", "7", "traceparent", "00-1"));
        assertThat(reply.source()).isEqualTo(new Position(2, 7));
        assertThat(reply.commandId()).isEqualTo("code");
        assertThat(reply.what()).isEqualTo("3EB0");
        assertThat(reply.attempts()).isEqualTo(2);
        assertThat(reply.reason()).isNull();
        assertThat(reply.sentAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00.123Z"));
        assertThat(reply.headers()).containsEntry("traceparent", "00-1");
    }

    @Test
    void readsADeadLetterWhoseValueIsNoCommand() {
        ReadBack reply = ReadBack.deadLetter(record(
                "{ hello? }",
                "metronome-source-partition",
                "0",
                "metronome-source-offset",
                "3",
                "metronome-reason",
                "UNREADABLE",
                "metronome-detail",
                "not one JSON object",
                "metronome-command-id",
                "metronome.commands-0-3"));
        assertThat(reply.source()).isEqualTo(new Position(0, 3));
        assertThat(reply.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(reply.what()).isEqualTo("UNREADABLE not one JSON object");
        assertThat(reply.attempts()).isZero();
        assertThat(reply.instance()).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(String value, String... headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("topic", 0, 0, "1101000001".getBytes(UTF_8), value.getBytes(UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        return record;
    }
}
