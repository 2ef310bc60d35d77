package io.metronome.ledger;

import io.metronome.command.Reply;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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
    private final Queue<RefusedReply> refused = new ConcurrentLinkedQueue<>();
    private final Queue<RefusedCommand> refusedCommands = new ConcurrentLinkedQueue<>();
    private final Set<String> closed = new ConcurrentSkipListSet<>();
    private volatile @Nullable Blocked blocked;
    private volatile @Nullable Throwable callbackFailure;
    private final Map<Integer, Future<RecordMetadata>> headerTimes = new LinkedHashMap<>();

    private record RefusedReply(Reply reply, Exception failure) {}

    private record RefusedCommand(int partition, long offset, String detail) {}

    /** A topic of metronome itself that accepts nothing, so that no checkpoint can be written. */
    record Blocked(String topic, Exception failure) {}

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
                headerTimes.put(section.partition(), send(section.partition(), new Key.HeaderKey().encode(), header));
            }
        }
    }

    /** The time at which the broker appended each header. Call it only after the commit. */
    Map<Integer, Long> headerTimes() {
        Map<Integer, Long> appended = new LinkedHashMap<>();
        headerTimes.forEach(
                (partition, sent) -> appended.put(partition, sent.resultNow().timestamp()));
        return appended;
    }

    /** Replies that the broker, or the client before it, refused, each with the reason. */
    Map<Reply, Exception> refused() {
        Map<Reply, Exception> found = new LinkedHashMap<>();
        refused.forEach(one -> found.put(one.reply(), one.failure()));
        return found;
    }

    /** Commands that the ledger refused: an explanation for people by offset, by partition. */
    Map<Integer, Map<Long, String>> refusedCommands() {
        Map<Integer, Map<Long, String>> found = new LinkedHashMap<>();
        refusedCommands.forEach(one -> found.computeIfAbsent(one.partition(), partition -> new LinkedHashMap<>())
                .put(one.offset(), one.detail()));
        return found;
    }

    /** Reply topics that do not exist or may not be written: nothing more should be sent to them for a while. */
    Set<String> closed() {
        return new LinkedHashSet<>(closed);
    }

    /** The fault that stops every checkpoint, or null. */
    @Nullable
    Blocked blocked() {
        return blocked;
    }

    /** Finds topics in the failure of the whole transaction. An older broker names denied topics nowhere else. */
    void blame(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TopicAuthorizationException denied) {
                denied.unauthorizedTopics().forEach(topic -> {
                    if (mayBeAvoided(topic, denied)) {
                        closed.add(topic);
                    } else {
                        blocked = new Blocked(topic, denied);
                    }
                });
            }
        }
    }

    /**
     * Throws an {@link Error} if a refusal could not be noted. The client only logs what its callbacks throw, or loses its
     * thread.
     */
    void verifyCallbacks() {
        Throwable failure = callbackFailure;
        if (failure != null) {
            throw new AssertionError("a refusal could not be noted", failure);
        }
    }

    private Callback whenRefused(Consumer<Exception> note) {
        return (sent, failure) -> {
            try {
                if (failure != null) {
                    note.accept(failure);
                }
            } catch (RuntimeException | Error e) {
                callbackFailure = e;
            }
        };
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
        return producer.send(
                new ProducerRecord<>(settings.topic(), partition, key, value),
                whenRefused(failure -> refused(partition, key, value, failure)));
    }

    // The result of each record is not awaited: the commit waits for all of them.
    private void put(int partition, byte[] key, byte @Nullable [] value) {
        Future<RecordMetadata> unused = send(partition, key, value);
    }

    private void refused(int partition, byte[] key, byte @Nullable [] value, Exception failure) {
        switch (SendFailure.of(failure)) {
            case RECORD -> {
                if (value != null
                        && Key.decode(key) instanceof Key.CommandKey command
                        && !LedgerCodec.isWithoutContent(value)) {
                    String detail = "the ledger topic " + settings.topic() + " refused it in " + value.length
                            + " bytes: " + RefusalAdvice.of(settings.topic(), failure);
                    refusedCommands.add(new RefusedCommand(partition, command.offset(), detail));
                } else {
                    blocked = new Blocked(settings.topic(), failure);
                }
            }
            case TOPIC -> blockedUnlessAway(settings.topic(), failure);
            case PRODUCER -> {}
        }
    }

    private void send(Reply reply) {
        if (closed.contains(reply.topic())) {
            refused.add(new RefusedReply(reply, new TimeoutException("it could not be written a moment ago")));
            return;
        }
        var record = new ProducerRecord<>(reply.topic(), reply.partition(), reply.key(), reply.value(), headers(reply));
        try {
            Future<RecordMetadata> unused = producer.send(record, whenRefused(failure -> refused(reply, failure)));
        } catch (IllegalArgumentException | SerializationException failure) {
            refused(reply, failure);
            throw failure;
        }
    }

    private void refused(Reply reply, Exception failure) {
        switch (SendFailure.of(failure)) {
            case RECORD -> refused.add(new RefusedReply(reply, failure));
            case TOPIC -> {
                if (mayBeAvoided(reply.topic(), failure)) {
                    refused.add(new RefusedReply(reply, failure));
                    closed.add(reply.topic());
                } else {
                    blockedUnlessAway(reply.topic(), failure);
                }
            }
            case PRODUCER -> {}
        }
    }

    /*
     * A time-out at a reply topic of others means that the topic does not exist. At our own topics it means that a
     * broker is away. Copies to the commands topic have another form, which needs no permission to write there.
     */
    private boolean mayBeAvoided(String topic, Exception failure) {
        return !ownTopics.contains(topic)
                || (topic.equals(settings.commandsTopic()) && failure instanceof AuthorizationException);
    }

    /* Time-outs say nothing about the topic: they come with every outage, and go with it. */
    private void blockedUnlessAway(String topic, Exception failure) {
        if (!(failure instanceof TimeoutException)) {
            blocked = new Blocked(topic, failure);
        }
    }

    private static Headers headers(Reply reply) {
        Headers headers = new RecordHeaders();
        reply.headers().forEach(header -> headers.add(header.name(), header.value()));
        return headers;
    }
}
