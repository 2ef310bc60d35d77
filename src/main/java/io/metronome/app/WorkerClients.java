package io.metronome.app;

import io.metronome.config.Settings;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The worker's Kafka clients, with the numbers that belong together. A producer's time-outs are shorter than its
 * transaction's time-out, so that the worker aborts a slow checkpoint and tries it again. Otherwise the coordinator
 * would abort it and fence the producer. A session is long enough for a pause, and short enough for a take-over within
 * seconds.
 */
final class WorkerClients {
    private static final int SESSION_MILLIS = 10_000;
    private static final int HEARTBEAT_MILLIS = 2_000;
    private static final int REQUEST_MILLIS = 3_000;
    private static final int RETRY_MILLIS = 5;
    private static final int DELIVERY_MILLIS = 6_000;
    private static final int TRANSACTION_MILLIS = 15_000;
    /* Of bodies as large as the API takes, and however well compressed, these are 25 MB. */
    private static final int POLL_RECORDS = 250;
    /* What was fetched and is not polled yet, of all partitions together. A paused partition keeps the whole answer that
     * its records came with. Therefore no answer is larger than one partition's part of it. */
    private static final int FETCHED_BYTES = 32 << 20;
    private static final int LEAST_FETCH = 64 << 10;
    private static final int LARGEST_FETCH = 1 << 20;
    /* More than any record that can be read, however well it was compressed: only the broker judges a record's size. */
    private static final int REQUEST_BYTES = 96 << 20;

    private final Settings.KafkaSettings kafka;
    private final ClientMeters meters;
    private final int partitions;

    /**
     * @param meters show the metrics of each client while it is the one of its kind
     * @param partitions of the commands topic
     */
    WorkerClients(Settings.KafkaSettings kafka, ClientMeters meters, int partitions) {
        this.kafka = kafka;
        this.meters = meters;
        this.partitions = partitions;
    }

    /**
     * The intake's consumer, a member of the group.
     *
     * @param url how other workers reach this one
     */
    Consumer<byte[], byte[]> intake(String url) {
        Map<String, Object> properties = consumer();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, GroupMembers.clientId("metronome-intake", url));
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        int fetch = Math.clamp(FETCHED_BYTES / partitions, LEAST_FETCH, LARGEST_FETCH);
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetch);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetch);
        // The other group protocol has these settings on the broker, and its client refuses them.
        if (!"consumer".equals(properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
            properties.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
            properties.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return meters.shown("intake", consumer(properties));
    }

    /** The consumer of that reader of ledgers. It has the group's id, and never joins. */
    Consumer<byte[], byte[]> restore(String reader) {
        Map<String, Object> properties = consumer();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, reader);
        return meters.shown(reader, consumer(properties));
    }

    /** The consumer of the control topic. It belongs to no group. */
    Consumer<byte[], byte[]> control() {
        Map<String, Object> properties = consumer();
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "metronome-control");
        return consumer(properties);
    }

    /** The producer of tombstones for the control topic. */
    Producer<byte[], byte[]> controlOutbox() {
        return Clients.producer(kafka, null);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The ledger's producer. Its transactional id is never used again. */
    Producer<byte[], byte[]> ledger(String transactionalId) {
        Map<String, Object> properties = common();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "metronome-ledger");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * REQUEST_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A transaction that follows at once is told to wait until the markers of the one before are written.
        properties.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return meters.shown(
                "ledger", new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private Map<String, Object> consumer() {
        Map<String, Object> properties = common();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.groupId());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The ledger decides where to begin. An offset that is gone must be reported, not reset.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }

    private Map<String, Object> common() {
        return Clients.common(kafka);
    }
}
