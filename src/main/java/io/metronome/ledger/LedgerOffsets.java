package io.metronome.ledger;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Where partitions begin and end, undecided transactions included. It blocks. */
record LedgerOffsets(Admin admin) {

    /** Throws a {@link KafkaException} when Kafka does not say it. */
    long of(TopicPartition partition, OffsetSpec which) {
        try {
            return admin.listOffsets(Map.of(partition, which), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    /** The number of offsets from the first record to the end. */
    long size(TopicPartition partition) {
        return of(partition, OffsetSpec.latest()) - of(partition, OffsetSpec.earliest());
    }
}
