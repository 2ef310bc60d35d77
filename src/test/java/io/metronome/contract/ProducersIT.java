package io.metronome.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.metronome.command.Homes;
import io.metronome.container.Brokers;
import io.metronome.sandbox.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The producers under {@code config/examples}, as somebody would start them: what they put there is a good command, under
 * the right key, on the partition where its instance lives. Those in Python and with kcat run where these are installed.
 */
@Timeout(120)
@Tag("full")
class ProducersIT {
    private static final Path EXAMPLES = Path.of("config", "examples");
    private static final int PARTITIONS = 12;
    private static final Broker broker = Brokers.shared();
    private static final String PREFIX = Brokers.prefix() + ".";

    @TempDir
    Path folder;

    @BeforeAll
    static void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of("java", "python", "kcat").stream()
                            .map(name -> new NewTopic(PREFIX + name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    @Test
    void java() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String example = EXAMPLES.resolve("Producer.java").toString();
        succeed(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                example,
                broker.bootstrapServers(),
                PREFIX + "java");
        assertGoodCommand("java", "Hello from Java");
    }

    @Test
    void python() throws Exception {
        /* The system's beside one of a version manager, which has packages of its own. */
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(one -> runs(one, "-c", "import confluent_kafka"))
                .findFirst();
        assumeTrue(python.isPresent());
        succeed(
                python.orElseThrow(),
                EXAMPLES.resolve("producer.py").toString(),
                broker.bootstrapServers(),
                PREFIX + "python");
        assertGoodCommand("python", "Hello from Python");
    }

    @Test
    void kcat() throws Exception {
        assumeTrue(runs("kcat", "-V"));
        succeed("sh", EXAMPLES.resolve("producer.sh").toString(), broker.bootstrapServers(), PREFIX + "kcat");
        assertGoodCommand("kcat", "Hello from kcat");
    }

    private static void assertGoodCommand(String topic, String message) {
        List<ConsumerRecord<byte[], byte[]>> records = records(PREFIX + topic);
        assertThat(records).hasSize(1);
        ConsumerRecord<byte[], byte[]> command = records.getFirst();
        String value = new String(command.value(), UTF_8);
        assertThat(value).contains(message);
        assertThat(Schemas.errors(Schemas.of("command"), Schemas.read(value)))
                .as(value)
                .isEmpty();
        assertThat(new String(command.key(), UTF_8)).isEqualTo("1101000001");
        assertThat(command.partition()).isEqualTo(new Homes(PARTITIONS).of("1101000001"));
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            long there = consumer.endOffsets(all).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (records.size() < there) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private void succeed(String... command) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
