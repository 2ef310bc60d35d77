package io.metronome.app;

import io.metronome.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Makes Kafka clients for the subcommands: bytes only, no commits, read_committed. */
final class Clients {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /* Above what the commands topic can hold, so that only the broker judges a record's size. */
    private static final int REQUEST_BYTES = 96 << 20;

    private Clients() {}

    /** Makes an admin client, after its cluster has answered. */
    static Admin admin(Settings.KafkaSettings kafka) throws StartException, InterruptedException {
        Map<String, Object> properties = common(kafka);
        properties.putIfAbsent("default.api.timeout.ms", (int) PATIENCE.toMillis());
        properties.putIfAbsent("request.timeout.ms", (int) PATIENCE.dividedBy(3).toMillis());
        Admin admin = create(kafka, properties);
        try {
            admin.describeCluster().nodes().get();
            return admin;
        } catch (ExecutionException failure) {
            admin.close(Duration.ZERO);
            throw unreachable(kafka, failure);
        }
    }

    /* A name that cannot be resolved fails at once, and may be known a moment later. */
    private static Admin create(Settings.KafkaSettings kafka, Map<String, Object> properties) throws StartException {
        try {
            return Admin.create(properties);
        } catch (KafkaException failure) {
            boolean isUnknownName = Failures.inWords(failure).contains("No resolvable bootstrap urls");
            if (isUnknownName || Failures.isAway(failure)) {
                throw unreachable(kafka, failure);
            }
            throw failure;
        }
    }

    private static StartException unreachable(Settings.KafkaSettings kafka, Exception failure) {
        String why = failure.getCause() instanceof TimeoutException
                ? "nobody answered within " + PATIENCE.toSeconds() + " s"
                : Failures.inWords(failure);
        String message = "Kafka at " + kafka.bootstrapServers() + " cannot be reached: " + why;
        boolean mayPass = failure instanceof KafkaException || Failures.isAway(failure);
        return mayPass ? new KafkaAwayException(message) : new StartException(message);
    }

    /** Makes a consumer without a group. */
    static KafkaConsumer<byte[], byte[]> consumer(Settings.KafkaSettings kafka) {
        Map<String, Object> properties = common(kafka);
        properties.remove("group.protocol");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Makes a producer with Kafka's default partitioner.
     *
     * @param transactionalId null for a producer without transactions
     */
    static KafkaProducer<byte[], byte[]> producer(Settings.KafkaSettings kafka, @Nullable String transactionalId) {
        Map<String, Object> properties = common(kafka);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * REQUEST_BYTES);
        if (transactionalId != null) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        }
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Map<String, Object> common(Settings.KafkaSettings kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return properties;
    }
}
