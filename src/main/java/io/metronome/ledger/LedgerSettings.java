package io.metronome.ledger;

import java.time.Duration;

/**
 * What the ledger needs to know.
 *
 * @param groupId the consumer group that the partitions are assigned in
 * @param commandsTopic where commands are read; its offsets go with each checkpoint
 * @param commandsTopicId the id that Kafka gave that topic
 * @param topic the ledger's own topic
 * @param partitions the ledger topic's partition count
 * @param lease how long after a checkpoint's offsets were sent its writer may call
 * @param sentSlots how many checkpoints' sent ids are kept: the idempotency window over the checkpoint interval
 */
public record LedgerSettings(
        String groupId,
        String commandsTopic,
        String commandsTopicId,
        String topic,
        int partitions,
        Duration lease,
        int sentSlots) {}
