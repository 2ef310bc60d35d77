package io.metronome.control;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How far topics reach: their high watermarks. Each question blocks. */
public final class ControlEnds {
    private final Admin admin;
    private final String commandsTopic;

    public ControlEnds(Admin admin, String commandsTopic) {
        this.admin = admin;
        this.commandsTopic = commandsTopic;
    }

    /** The offset that the next record of that partition of the commands topic will have. */
    public long ofCommands(int partition) {
        return of(new TopicPartition(commandsTopic, partition));
    }

    /** The name of that partition of the commands topic. */
    String commands(int partition) {
        return commandsTopic + "-" + partition;
    }

    long of(TopicPartition partition) {
        return offset(partition, OffsetSpec.latest());
    }

    long beginningOf(TopicPartition partition) {
        return offset(partition, OffsetSpec.earliest());
    }

    private long offset(TopicPartition partition, OffsetSpec which) {
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
}
