package io.metronome.simulation.cluster;

import io.metronome.simulation.time.SimulatedHost;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A record on its way to its partition. */
public final class RecordInFlight {
    final CompletableFuture<RecordMetadata> future = new CompletableFuture<>();
    private final ProducerRecord<byte[], byte[]> record;
    private final @Nullable Callback told;

    RecordInFlight(ProducerRecord<byte[], byte[]> record, @Nullable Callback told) {
        this.record = record;
        this.told = told;
    }

    /** The record has come to the broker; the host learns of that a moment later. */
    void arrive(SimulatedBroker broker, LongSupplier append, SimulatedHost host, Consumer<RuntimeException> failed) {
        if (future.isDone()) {
            return;
        }
        try {
            long offset = append.getAsLong();
            TopicPartition where =
                    new TopicPartition(record.topic(), record.partition() == null ? 0 : record.partition());
            RecordMetadata appended = new RecordMetadata(where, offset, 0, broker.millis(), 0, 0);
            host.in(0, () -> done(appended));
        } catch (RuntimeException refused) {
            host.in(0, () -> fail(refused, failed));
        }
    }

    /** Nobody said a word about it for too long. */
    void expire(Consumer<RuntimeException> failed) {
        if (!future.isDone()) {
            fail(new TimeoutException("expired"), failed);
        }
    }

    private void done(RecordMetadata appended) {
        if (future.complete(appended) && told != null) {
            told.onCompletion(appended, null);
        }
    }

    private void fail(RuntimeException because, Consumer<RuntimeException> failed) {
        if (future.completeExceptionally(because)) {
            failed.accept(because);
            if (told != null) {
                told.onCompletion(null, because);
            }
        }
    }
}
