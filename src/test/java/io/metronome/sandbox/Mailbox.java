package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.guarantee.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's side of the topics: commands in, replies out. One thread. */
final class Mailbox implements AutoCloseable {
    private static final String COMMANDS = "metronome.commands";
    private static final String RESULTS = "metronome.results";
    private static final String DEAD_LETTERS = "metronome.dead-letters";

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> replies;

    /** The topics must be there already. */
    Mailbox(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        replies = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(RESULTS, DEAD_LETTERS)
                .flatMap(topic -> replies.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        replies.assign(partitions);
        replies.seekToBeginning(partitions);
    }

    /** Puts a command on the commands topic and waits until it stands there. */
    Position put(Scripted command) throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                COMMANDS, command.instance().getBytes(UTF_8), command.value().getBytes(UTF_8));
        command.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        RecordMetadata stands = producer.send(record).get();
        return new Position(stands.partition(), stands.offset());
    }

    /** The replies that came, waiting a moment for the first. */
    List<ReadBack> take(Duration moment) {
        List<ReadBack> came = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : replies.poll(moment)) {
            came.add(record.topic().equals(RESULTS) ? ReadBack.result(record) : ReadBack.deadLetter(record));
        }
        return came;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        replies.close();
    }
}
