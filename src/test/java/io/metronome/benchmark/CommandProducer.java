package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts the commands of a workload on the commands topic: all at once, or at a steady rate. One thread. */
final class CommandProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Workload workload;
    private final long[] sentAt;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    CommandProducer(String bootstrapServers, String topic, Workload workload, Duration linger) {
        this.topic = topic;
        this.workload = workload;
        sentAt = new long[workload.commands()];
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", linger.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Puts all commands on the topic, and returns when they stand there. */
    void putAll() {
        put(0, workload.commands());
    }

    /** Puts the commands from {@code first} to before {@code end}, and returns when they stand there. */
    void put(int first, int end) {
        for (int command = first; command < end; command++) {
            put(command);
        }
        flush();
    }

    /** Puts the commands from {@code first} to before {@code end}, so many each second. */
    void putSteadily(int first, int end, int perSecond) {
        long start = System.nanoTime();
        for (int command = first; command < end; command++) {
            long due = start + (command - first) * Duration.ofSeconds(1).toNanos() / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            put(command);
        }
        flush();
    }

    /** The timestamp of the command's record, milliseconds since the epoch. */
    long sentAt(int command) {
        return sentAt[command];
    }

    @Override
    public void close() {
        producer.close();
    }

    private void put(int command) {
        sentAt[command] = System.currentTimeMillis();
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(
                        topic,
                        null,
                        sentAt[command],
                        Long.toString(workload.instanceOf(command)).getBytes(UTF_8),
                        workload.value(command).getBytes(UTF_8)),
                (metadata, problem) -> {
                    if (problem != null) {
                        failure.set(problem);
                    }
                });
    }

    private void flush() {
        producer.flush();
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("a command did not reach the topic", problem);
        }
    }
}
