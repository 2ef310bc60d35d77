package io.metronome.ledger;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * Our standing in the group at one moment: who we are, and which partitions are ours under which ownership. Kafka
 * checks the generation of a commit but not its partitions, so both halves must be of the same moment; that is why it
 * is one immutable value, published by the poll thread.
 *
 * @param owned the ownership number of each partition that is ours
 */
public record GroupMembership(ConsumerGroupMetadata member, Map<Integer, Long> owned) {

    /** Whether Kafka would check a commit at all: it takes one of generation -1 from anybody. */
    boolean isMember() {
        return member.generationId() >= 0;
    }

    boolean owns(int partition, long ownership) {
        Long now = owned.get(partition);
        return now != null && now == ownership;
    }
}
