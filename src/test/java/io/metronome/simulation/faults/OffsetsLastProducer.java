package io.metronome.simulation.faults;

import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedProducer;
import io.metronome.simulation.time.SimulatedThread;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a transaction is when its records go first. */
final class OffsetsLastProducer extends SimulatedProducer {
    private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();
    private @Nullable ConsumerGroupMetadata member;

    OffsetsLastProducer(SimulatedBroker broker, SimulatedThread strand, String id) {
        super(broker, strand, id);
    }

    @Override
    void beginTransaction() {
        awaitMarkers();
        super.beginTransaction();
    }

    @Override
    void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> of, ConsumerGroupMetadata as) {
        offsets = of;
        member = as;
    }

    @Override
    void commitTransaction() {
        if (member != null) {
            flush();
            super.sendOffsetsToTransaction(offsets, member);
            member = null;
        }
        super.commitTransaction();
    }
}
