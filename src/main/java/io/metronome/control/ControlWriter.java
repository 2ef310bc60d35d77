package io.metronome.control;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Writes what an operator wants to the control topic, and reads it back as workers do. When {@link #write} returns, every
 * worker that can read the topic obeys within a second. It blocks, and one thread at a time may use it.
 */
public final class ControlWriter {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int POLLS = 20;

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;

    /**
     * The caller closes the clients.
     *
     * @param producer waits for all replicas in sync
     * @param consumer read_committed, without a group
     */
    public ControlWriter(String topic, Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.producer = producer;
        this.consumer = consumer;
    }

    /**
     * Writes a record and reads it back.
     *
     * @return its offset
     * @throws ExecutionException when Kafka refuses the record
     * @throws TimeoutException when it was written and could not be read back: workers cannot read it either
     */
    public long write(ControlRecord wanted) throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = ControlCodec.record(topic, wanted);
        long offset = producer.send(record).get().offset();
        TopicPartition control = new TopicPartition(topic, record.partition());
        consumer.assign(List.of(control));
        consumer.seek(control, offset);
        for (int i = 0; i < POLLS; i++) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL).records(control)) {
                if (read.offset() == offset && Arrays.equals(read.key(), record.key())) {
                    return offset;
                }
            }
        }
        throw new TimeoutException("The record was written to " + topic + " at offset " + offset
                + ", but cannot be read back; does a producer keep a transaction open there?");
    }
}
