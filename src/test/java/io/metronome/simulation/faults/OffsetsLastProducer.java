package io.metronome.simulation.faults;

import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedProducer;
import io.metronome.simulation.time.SimulatedThread;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A producer that adds offsets to a transaction only after its records. */
public final class OffsetsLastProducer extends SimulatedProducer {
    private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();
    private @Nullable ConsumerGroupMetadata member;

    OffsetsLastProducer(SimulatedBroker broker, SimulatedThread thread, String id) {
        super(broker, thread, id);
    }

    @Override
    public void beginTransaction() {
        awaitMarkers();
        super.beginTransaction();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> of, ConsumerGroupMetadata as) {
        offsets = of;
        member = as;
    }

    @Override
    public void commitTransaction() {
        if (member != null) {
            flush();
            super.sendOffsetsToTransaction(offsets, member);
            member = null;
        }
        super.commitTransaction();
    }
}
