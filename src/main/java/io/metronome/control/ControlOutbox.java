package io.metronome.control;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that a worker itself writes to the control topic: tombstones of what is over. A record that cannot be written is
 * logged, and comes up again after the next start. Records are added on any thread and written on the reader's.
 */
public final class ControlOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(ControlOutbox.class);
    private static final int AT_A_TIME = 500;

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Queue<ControlRecord> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param producers makes a producer that waits for all replicas in sync; asked when there is a record to write */
    public ControlOutbox(String topic, Supplier<Producer<byte[], byte[]>> producers) {
        this.topic = topic;
        this.producers = producers;
    }

    void add(ControlRecord wanted) {
        waiting.add(wanted);
    }

    void flush() {
        for (int i = 0; i < AT_A_TIME; i++) {
            ControlRecord next = waiting.poll();
            if (next == null) {
                return;
            }
            send(next);
        }
    }

    void close() {
        if (producer != null) {
            producer.close();
        }
    }

    private void send(ControlRecord wanted) {
        try {
            if (producer == null) {
                producer = producers.get();
            }
            Future<RecordMetadata> unused =
                    producer.send(ControlCodec.record(topic, wanted), (written, failure) -> tell(wanted, failure));
        } catch (KafkaException failure) {
            tell(wanted, failure);
        }
    }

    private void tell(ControlRecord wanted, @Nullable Exception failure) {
        if (failure != null) {
            LOG.warn(
                    "The control record {} could not be written to the topic {}. It comes up again after the next start",
                    wanted.key(),
                    topic,
                    failure);
        }
    }
}
