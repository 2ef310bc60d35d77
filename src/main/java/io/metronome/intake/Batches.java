package io.metronome.intake;

import io.metronome.command.CommandRecord;
import io.metronome.command.Forwarding;
import io.metronome.command.RecordHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Turns the records of a poll into batches, one a partition. */
final class Batches {
    private Batches() {}

    /**
     * Whole polls with their next offsets: those pass markers and compacted ends too, so that lag comes down to 0.
     * Partitions come in the order of their numbers, because the client gives them in an order that each JVM draws.
     */
    static List<IntakeListener.Batch> of(ConsumerRecords<byte[], byte[]> polled, Ownerships ownerships) {
        List<IntakeListener.Batch> batches = new ArrayList<>();
        SortedMap<TopicPartition, OffsetAndMetadata> inOrder =
                new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        inOrder.putAll(polled.nextOffsets());
        inOrder.forEach((partition, next) -> {
            OptionalLong before = ownerships.advance(partition.partition(), next.offset());
            before.ifPresent(from -> batches.add(new IntakeListener.Batch(
                    partition.partition(),
                    ownerships.of(partition.partition()),
                    from,
                    commandRecords(polled, partition),
                    next.offset())));
        });
        return batches;
    }

    private static List<CommandRecord> commandRecords(
            ConsumerRecords<byte[], byte[]> polled, TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
        List<CommandRecord> commandRecords = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            commandRecords.add(commandRecord(record));
        }
        return commandRecords;
    }

    private static CommandRecord commandRecord(ConsumerRecord<byte[], byte[]> record) {
        List<RecordHeader> headers = headers(record);
        return new CommandRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers,
                Forwarding.source(record.topic(), record.partition(), record.offset(), record.timestamp(), headers));
    }

    private static List<RecordHeader> headers(ConsumerRecord<byte[], byte[]> record) {
        var theirs = record.headers().toArray();
        if (theirs.length == 0) {
            return List.of();
        }
        List<RecordHeader> headers = new ArrayList<>(theirs.length);
        for (var header : theirs) {
            headers.add(new RecordHeader(header.key(), header.value()));
        }
        return headers;
    }
}
