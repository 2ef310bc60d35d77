package io.metronome.simulation.cluster;

import io.metronome.simulation.time.SimulatedThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The producer of a worker's own control records. */
public final class ControlProducer {
    private final SimulatedBroker broker;
    private final QuietRequests requests;

    public ControlProducer(SimulatedBroker broker, SimulatedThread thread) {
        this.broker = broker;
        this.requests = new QuietRequests(broker, thread);
    }

    public Producer<byte[], byte[]> client() {
        @SuppressWarnings("unchecked")
        Producer<byte[], byte[]> producer = ClientProxy.of(Producer.class, this);
        return producer;
    }

    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        long unused = requests.ask(() -> broker.log(SimulatedTopics.CONTROL, 0)
                .append(record.key(), record.value(), record.headers(), broker.millis(), null));
        callback.onCompletion(null, null);
        return new CompletableFuture<>();
    }

    void close() {
        // There is nothing to release.
    }
}
