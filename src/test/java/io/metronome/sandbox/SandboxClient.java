package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.guarantee.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
final class SandboxClient implements AutoCloseable {
    private static final String COMMANDS = "metronome.commands";
    private static final String RESULTS = "metronome.results";
    private static final String DEAD_LETTERS = "metronome.dead-letters";

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> replies;

    /** The topics must be there already. */
    SandboxClient(String bootstrapServers) {
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

    /** Puts commands on the commands topic, in that order, and waits until they stand there. */
    Map<Position, Scripted> put(List<Scripted> commands) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent =
                commands.stream().map(command -> producer.send(record(command))).toList();
        Map<Position, Scripted> places = new LinkedHashMap<>();
        for (int i = 0; i < commands.size(); i++) {
            RecordMetadata stands = sent.get(i).get();
            places.put(new Position(stands.partition(), stands.offset()), commands.get(i));
        }
        return places;
    }

    private static ProducerRecord<byte[], byte[]> record(Scripted command) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                COMMANDS, command.instance().getBytes(UTF_8), command.value().getBytes(UTF_8));
        command.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        return record;
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
