package io.metronome.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.CommandRecord;
import io.metronome.container.Brokers;
import io.metronome.sandbox.Broker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The intake as a member of a real group, under both protocols. */
@Timeout(120)
class KafkaIntakeIT {
    private static final int PARTITIONS = 4;
    private static final int EACH = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Broker broker = Brokers.shared();
    private final String group = Brokers.prefix();
    private final String topic = group + ".commands";
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();

    @BeforeEach
    void createTopic() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get();
        put();
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void anotherIsGivenAPartitionOnlyWhenEverythingIsDecidedForIt() throws Exception {
        anotherIsGivenAPartition("classic");
    }

    @Test
    @Tag("full")
    void anotherIsGivenAPartitionOnlyWhenEverythingIsDecidedForItUnderTheNewProtocol() throws Exception {
        anotherIsGivenAPartition("consumer");
    }

    private void anotherIsGivenAPartition(String protocol) throws Exception {
        try (Reader first = reader(protocol)) {
            await().atMost(PATIENCE).until(() -> first.read().size() == PARTITIONS * EACH);
            try (Reader second = reader(protocol)) {
                await().atMost(PATIENCE).until(() -> !first.revoked().isEmpty());
                await().during(Duration.ofSeconds(2))
                        .atMost(PATIENCE)
                        .until(() ->
                                second.assigned().isEmpty() && first.standing().size() == PARTITIONS);
                first.decide();
                await().atMost(PATIENCE).until(() -> second.assigned().size() == PARTITIONS / 2);
                assertThat(first.standing())
                        .doesNotContainKeys(second.assigned().toArray(Integer[]::new));
                put();
                await().atMost(PATIENCE)
                        .until(() -> first.read().size() + second.read().size() == 2 * PARTITIONS * EACH);
                assertThat(second.failures()).isEmpty();
                assertEachOnceInOrder(first, second);
            }
            assertThat(first.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void whatRetentionHasDeletedIsToldAndTheRestIsRead(String protocol) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 2), RecordsToDelete.beforeOffset(30)))
                .all()
                .get();
        try (Reader reader = reader(protocol)) {
            await().atMost(PATIENCE).until(() -> reader.read().size() == PARTITIONS * EACH - 30);
            assertThat(reader.skipped()).containsExactly(30L);
            assertThat(reader.failures()).isEmpty();
        }
    }

    private static void assertEachOnceInOrder(Reader... readers) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int own = partition;
            List<Long> offsets = Stream.of(readers)
                    .flatMap(reader -> reader.read().stream())
                    .filter(commandRecord -> commandRecord.partition() == own)
                    .map(CommandRecord::offset)
                    .toList();
            assertThat(offsets).as("offsets of partition %d", own).isSorted().doesNotHaveDuplicates();
        }
    }

    private Reader reader(String protocol) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                group,
                "group.protocol",
                protocol,
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none"));
        if (protocol.equals("classic")) {
            properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        }
        return new Reader(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                topic,
                positions);
    }

    /** Puts so many more records on each partition. */
    private void put() throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < PARTITIONS * EACH; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, "{}".getBytes(UTF_8))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }
}
