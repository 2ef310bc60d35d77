package io.metronome.storm;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a transaction is when its records go first. */
final class OffsetsLastWriter extends Writer {
    private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();
    private @Nullable ConsumerGroupMetadata member;

    OffsetsLastWriter(Broker broker, Strand strand, String id) {
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
