package io.metronome.worker;

import static org.awaitility.Awaitility.await;

import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producers' side of Kafka: records in, replies out. One thread. */
final class TestProducer implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final String bootstrapServers;
    private final TopicNames topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> replyPartitions;
    private final Map<Position, TestCommand> posted = new LinkedHashMap<>();
    private final List<Received> received = new ArrayList<>();
    private final Set<Position> answered = new HashSet<>();

    /** The topics must have been made; it waits until the broker knows them. */
    TestProducer(String bootstrapServers, TopicNames topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "buffer.memory", 64L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = reader(bootstrapServers);
        replyPartitions = topics.read().stream()
                .flatMap(topic -> partitions(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(replyPartitions);
        consumer.seekToBeginning(replyPartitions);
    }

    /* A broker hears of a topic a moment after the controller has made it. */
    private List<PartitionInfo> partitions(String topic) {
        return await().pollInSameThread()
                .atMost(WorkerBench.PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> consumer.partitionsFor(topic), found -> !found.isEmpty());
    }

    /** Puts records on the commands topic, in that order, and waits until they stand there. */
    List<Position> put(List<TestCommand> posts) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent =
                posts.stream().map(post -> producer.send(record(post))).toList();
        List<Position> places = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            RecordMetadata stands = sent.get(i).get();
            Position place = new Position(stands.partition(), stands.offset());
            posted.put(place, posts.get(i));
            places.add(place);
        }
        return places;
    }

    /** Puts a command that need not be answered before the story ends. */
    void putAside(TestCommand post) throws ExecutionException, InterruptedException {
        producer.send(record(post)).get();
    }

    /** Puts many such commands, in that order. */
    void putAside(List<TestCommand> posts) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent =
                posts.stream().map(post -> producer.send(record(post))).toList();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** How many records stand on the commands topic, copies included. */
    long commands() {
        List<TopicPartition> partitions = consumer.partitionsFor(topics.commands()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        try (KafkaConsumer<byte[], byte[]> reader = reader(bootstrapServers)) {
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            long records = 0;
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                records += reader.poll(MOMENT).count();
            }
            return records;
        }
    }

    /** Reads what came, waiting a moment for the first. */
    List<Received> take() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(MOMENT)) {
            Received reply = Received.of(record);
            received.add(reply);
            answered.add(reply.source());
        }
        return replies();
    }

    /** Reads everything that stands there now. */
    List<Received> takeAll() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(replyPartitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            take();
        }
        return replies();
    }

    /** The replies that were read so far. */
    List<Received> replies() {
        return Collections.unmodifiableList(received);
    }

    /** How many commands have a reply. */
    int answered() {
        return answered.size();
    }

    /** The commands that were put, by their positions. */
    Map<Position, TestCommand> posted() {
        return Collections.unmodifiableMap(posted);
    }

    private static KafkaConsumer<byte[], byte[]> reader(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private ProducerRecord<byte[], byte[]> record(TestCommand post) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topics.commands(), post.partition(), post.key(), post.value());
        post.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        return record;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        consumer.close();
    }
}
