package io.metronome.ledger;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * Our membership in the group at one moment: the group metadata, and the partitions that are ours under which
 * ownership. Kafka checks the generation of a commit but not its partitions, so both must be of the same moment.
 * Therefore this is one immutable value, which the poll thread publishes.
 *
 * @param owned the ownership number of each partition that is ours
 */
public record GroupMembership(ConsumerGroupMetadata member, Map<Integer, Long> owned) {

    /** Whether Kafka would check a commit at all: it accepts a commit of generation -1 from any client. */
    boolean isMember() {
        return member.generationId() >= 0;
    }

    boolean owns(int partition, long ownership) {
        Long now = owned.get(partition);
        return now != null && now == ownership;
    }
}
