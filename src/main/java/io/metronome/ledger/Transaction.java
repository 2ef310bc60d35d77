package io.metronome.ledger;

import io.metronome.command.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One try to write a checkpoint. The offsets go first, for two reasons. A former owner is refused before it has written
 * a single record. And the stable committed offset waits for every transaction with records in the ledger. Used on the
 * ledger's thread only, except that the producer's own thread reports refusals.
 */
final class Transaction {
    private final Producer<byte[], byte[]> producer;
    private final LedgerSettings settings;
    private final Set<String> ownTopics;
    private final Queue<Reply> refused = new ConcurrentLinkedQueue<>();
    private final Set<String> closed = new ConcurrentSkipListSet<>();
    private final Map<Integer, Future<RecordMetadata>> marks = new LinkedHashMap<>();

    Transaction(Producer<byte[], byte[]> producer, LedgerSettings settings, Set<String> ownTopics) {
        this.producer = producer;
        this.settings = settings;
        this.ownTopics = ownTopics;
    }

    /** Writes everything up to the commit. */
    void write(List<PartitionCheckpoint> sections, GroupMembership standing, CheckpointRecords records) {
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(offsets(sections), standing.member());
        for (PartitionCheckpoint section : sections) {
            section.replies().forEach(this::send);
            records.of(section, (key, value) -> put(section.partition(), key, value));
            byte[] header = records.header(section, standing);
            if (header != null) {
                marks.put(section.partition(), send(section.partition(), new Key.Header().encode(), header));
            }
        }
    }

    /** The time at which the broker appended each header. Call it only after the commit. */
    Map<Integer, Long> marks() {
        Map<Integer, Long> appended = new LinkedHashMap<>();
        marks.forEach(
                (partition, sent) -> appended.put(partition, sent.resultNow().timestamp()));
        return appended;
    }

    /** Replies that the broker, or the client before it, refused because of their size or topic. */
    Collection<Reply> refused() {
        return new ArrayList<>(refused);
    }

    /** Reply topics that do not exist or may not be written: nothing more should be sent to them for a while. */
    Set<String> closed() {
        return new LinkedHashSet<>(closed);
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(List<PartitionCheckpoint> sections) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        for (PartitionCheckpoint section : sections) {
            offsets.put(
                    new TopicPartition(settings.commandsTopic(), section.partition()),
                    new OffsetAndMetadata(section.position()));
        }
        return offsets;
    }

    private Future<RecordMetadata> send(int partition, byte[] key, byte @Nullable [] value) {
        return producer.send(new ProducerRecord<>(settings.topic(), partition, key, value));
    }

    // The result of each record is not awaited: the commit waits for all of them.
    private void put(int partition, byte[] key, byte @Nullable [] value) {
        Future<RecordMetadata> unused = send(partition, key, value);
    }

    private void send(Reply reply) {
        if (closed.contains(reply.topic())) {
            refused.add(reply);
            return;
        }
        var record = new ProducerRecord<>(reply.topic(), reply.partition(), reply.key(), reply.value(), headers(reply));
        Future<RecordMetadata> unused = producer.send(record, (sent, failure) -> {
            if (failure != null && belongsTo(reply, failure)) {
                refused.add(reply);
                if (!(failure instanceof RecordTooLargeException)) {
                    closed.add(reply.topic());
                }
            }
        });
    }

    /*
     * A time-out at a reply topic of others means that the topic does not exist. At our own topics it means that a
     * broker is away.
     */
    private boolean belongsTo(Reply reply, Exception failure) {
        return switch (failure) {
            case RecordTooLargeException tooLarge -> true;
            case AuthorizationException denied -> !ownTopics.contains(reply.topic());
            case InvalidTopicException invalid -> !ownTopics.contains(reply.topic());
            case UnknownTopicOrPartitionException unknown -> !ownTopics.contains(reply.topic());
            case TimeoutException late -> !ownTopics.contains(reply.topic());
            default -> false;
        };
    }

    private static Headers headers(Reply reply) {
        Headers headers = new RecordHeaders();
        reply.headers().forEach(header -> headers.add(header.name(), header.value()));
        return headers;
    }
}
