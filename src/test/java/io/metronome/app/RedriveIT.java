package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.container.Brokers;
import io.metronome.sandbox.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("container")
class RedriveIT {
    private static final Broker broker = Brokers.shared();

    @TempDir
    Path folder;

    @Test
    void putsADeadLetterBackOnceHoweverOftenItIsAsked() throws Exception {
        Stage stage = stage("once");
        die(stage, "1", "REJECTED", "first");
        assertThat(stage.run("redrive", "--all", "--dry-run")).isZero();
        assertThat(stage.out()).startsWith("1 dead letter matches: 1 to put back, 0 were put back before");
        assertThat(stage.out()).containsPattern("The oldest ended at 20\\S+; 1 REJECTED");
        assertThat(commands(stage)).isEmpty();

        assertThat(stage.run("redrive", "--all", "--yes")).isZero();
        assertThat(stage.out()).contains("1 put back");
        assertThat(stage.run("redrive", "--reason", "REJECTED", "--yes")).isZero();
        assertThat(stage.out()).startsWith("1 dead letter matches: 0 to put back, 1 was put back before");
        assertThat(commands(stage)).hasSize(1);
    }

    @Test
    @Tag("full")
    void putsNothingBackUnasked() throws Exception {
        Stage stage = stage("unasked");
        die(stage, "1", "REJECTED", "a");
        assertThat(stage.run("redrive")).isEqualTo(2);
        assertThat(stage.err()).contains("Name a filter", "--all");
        assertThat(stage.run("redrive", "--all", "--instance", "1", "--yes")).isEqualTo(2);
        assertThat(stage.run("redrive", "--all")).isEqualTo(2);
        assertThat(stage.out()).contains("1 to put back");
        assertThat(stage.err()).contains("--yes");
        assertThat(commands(stage)).isEmpty();
    }

    @Test
    @Tag("full")
    void takesItsTimeWhereARateIsGiven() throws Exception {
        Stage stage = stage("slowly");
        for (int i = 0; i < 5; i++) {
            die(stage, "1", "REJECTED", "slow " + i);
        }
        long start = System.nanoTime();
        assertThat(stage.run("redrive", "--all", "--yes", "--rate", "4/s")).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(commands(stage)).hasSize(5);
    }

    @Test
    void putsItBackAsItsProducerWroteItAndSaysWhereItComesFrom() throws Exception {
        Stage stage = stage("verbatim");
        die(stage, "1", "REJECTED", "\u0000 not even JSON");
        assertThat(stage.run("redrive", "--all", "--yes")).isZero();
        assertThat(commands(stage)).singleElement().satisfies(command -> {
            assertThat(new String(command.key(), UTF_8)).isEqualTo("1");
            assertThat(new String(command.value(), UTF_8)).isEqualTo("\u0000 not even JSON");
            assertThat(command.headers().toArray())
                    .extracting(Header::key)
                    .containsExactly("traceparent", "metronome-redriven-from");
            assertThat(ReplyWatch.text(command, "metronome-redriven-from")).matches("verbatim\\.dead-letters-\\d-0");
        });
    }

    @Test
    @Tag("full")
    void leavesAloneWhatTheFiltersDoNotMatch() throws Exception {
        Stage stage = stage("chosen");
        die(stage, "1", "REJECTED", "a");
        die(stage, "1", "EXPIRED", "b");
        die(stage, "2", "REJECTED", "c");
        assertThat(stage.run("redrive", "--reason", "rejected", "--instance", "2", "--yes"))
                .isZero();
        assertThat(commands(stage)).extracting(RedriveIT::value).containsExactly("c");
        assertThat(stage.run("redrive", "--since", "1h", "--yes")).isZero();
        assertThat(stage.out()).startsWith("3 dead letters match: 2 to put back, 1 was put back before");
        assertThat(commands(stage)).extracting(RedriveIT::value).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void deadLettersAreListedAndCountedByReason() throws Exception {
        Stage stage = stage("listed");
        die(stage, "1", "REJECTED", "a");
        die(stage, "1", "EXPIRED", "b");
        die(stage, "2", "REJECTED", "c");
        assertThat(stage.run("dead-letters", "--instance", "1")).isZero();
        assertThat(stage.out())
                .contains("2 dead letters: 1 EXPIRED, 1 REJECTED")
                .containsPattern("20\\S+Z  REJECTED +1  -  listed\\.dead-letters-\\d-0  -");
        assertThat(stage.run("dead-letters", "--reason", "rejected", "--limit", "1", "--output", "json"))
                .isZero();
        assertThat(stage.out())
                .contains("\"reason\":\"REJECTED\"", "\"total\":2", "\"reasons\":{\"REJECTED\":2}")
                .doesNotContain("EXPIRED");
    }

    private Stage stage(String prefix) throws Exception {
        Stage stage = Stage.set(folder, broker, prefix);
        assertThat(stage.run("topics", "--partitions", "2", "--replication", "1"))
                .isZero();
        return stage;
    }

    private static void die(Stage stage, String instance, String reason, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                Clients.producer(stage.settings().kafka(), null)) {
            var commandRecord = new ProducerRecord<>(
                    stage.settings().topics().deadLetters(), instance.getBytes(UTF_8), value.getBytes(UTF_8));
            commandRecord.headers().add("traceparent", "00-1-2-01".getBytes(UTF_8));
            commandRecord.headers().add("metronome-reason", reason.getBytes(UTF_8));
            commandRecord.headers().add("metronome-id-instance", instance.getBytes(UTF_8));
            producer.send(commandRecord).get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> commands(Stage stage) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicReader.read(stage.settings().kafka(), stage.settings().topics().commands(), Instant.EPOCH, records::add);
        return records;
    }

    private static String value(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }
}
