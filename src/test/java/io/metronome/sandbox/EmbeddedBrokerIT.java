package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.metronome.container.Brokers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.internals.Exit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("embedded")
class EmbeddedBrokerIT {
    private final String topic = Brokers.prefix();

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void showsACommittedTransactionAndHidesAnAbortedOne(String protocol) throws Exception {
        Broker broker = Brokers.shared();
        createTopic(broker, (short) 1);
        try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record("never")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record("seen")).get();
            producer.commitTransaction();
        }
        assertThat(read(broker, protocol, 1)).containsExactly("seen");
    }

    @Test
    @Tag("full")
    void goesOnWhileOneOfThreeBrokersIsRestarted() throws Exception {
        try (EmbeddedBroker cluster = EmbeddedBroker.start(3)) {
            createTopic(cluster, (short) 3);
            try (KafkaProducer<byte[], byte[]> producer = producer(cluster)) {
                producer.initTransactions();
                for (int broker = 1; broker <= 3; broker++) {
                    cluster.stop(broker);
                    producer.beginTransaction();
                    producer.send(record("without " + broker)).get();
                    producer.commitTransaction();
                    cluster.restart(broker);
                }
            }
            assertThat(read(cluster, "classic", 3)).containsExactly("without 1", "without 2", "without 3");
        }
    }

    @Test
    void doesNotLetKafkaEndTheJvm() {
        assertThat(Brokers.shared().bootstrapServers()).startsWith("127.0.0.1:");
        assertThatIllegalStateException().isThrownBy(() -> Exit.halt(1, "a fatal fault"));
    }

    private void createTopic(Broker broker, short replication) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.of(replication))))
                    .all()
                    .get();
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Broker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", topic),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(topic, value.getBytes(UTF_8));
    }

    private List<String> read(Broker broker, String protocol, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                topic,
                "group.protocol",
                protocol,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> values = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(new String(record.value(), UTF_8)));
                return values.size() >= count;
            });
            return values;
        }
    }
}
