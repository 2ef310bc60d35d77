package io.metronome.ledger;

import java.time.Duration;

/**
 * The settings of the ledger.
 *
 * @param groupId the consumer group that assigns the partitions
 * @param commandsTopic the topic with the commands, whose offsets are part of each checkpoint
 * @param commandsTopicId the id that Kafka gave that topic
 * @param topic the ledger topic
 * @param partitions the ledger topic's partition count
 * @param lease how long a checkpoint's writer may call after its offsets were sent
 * @param format which format is written. All of them are read
 * @param sentSpan how long the sent ids of checkpoints go to one record
 * @param sentSlots how many such records are kept: at least the idempotency window divided by that time
 */
public record LedgerSettings(
        String groupId,
        String commandsTopic,
        String commandsTopicId,
        String topic,
        int partitions,
        Duration lease,
        WriteFormat format,
        Duration sentSpan,
        int sentSlots) {}
