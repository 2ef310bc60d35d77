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
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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
    private final DoubtfulRecords doubtful;
    private final Queue<RefusedReply> refused = new ConcurrentLinkedQueue<>();
    private final Queue<RefusedCommand> refusedCommands = new ConcurrentLinkedQueue<>();
    private final Queue<RefusedBlock> refusedBlocks = new ConcurrentLinkedQueue<>();
    private final Queue<FailedSend> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> closed = new ConcurrentSkipListSet<>();
    private volatile @Nullable Blocked blocked;
    private final SendCallbacks callbacks = new SendCallbacks();
    private volatile @Nullable Exception hopeless;
    private final Map<Integer, Future<RecordMetadata>> headerTimes = new LinkedHashMap<>();

    /** A reply that the broker, or the client before it, refused. */
    record RefusedReply(Reply reply, Exception failure, boolean isEcho) {}

    /** A topic of metronome itself that accepts nothing, so that no checkpoint can be written. */
    record Blocked(String topic, Exception failure) {}

    /** @param doubtful records that are sent alone */
    Transaction(
            Producer<byte[], byte[]> producer,
            LedgerSettings settings,
            Set<String> ownTopics,
            DoubtfulRecords doubtful) {
        this.producer = producer;
        this.settings = settings;
        this.ownTopics = ownTopics;
        this.doubtful = doubtful;
    }

    /** Writes everything up to the commit. */
    void write(List<PartitionCheckpoint> sections, GroupMembership standing, CheckpointRecords records) {
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(offsets(sections), standing.member());
        // A ledger that accepts nothing refuses the header too. So no command is suspected for that.
        boolean areHeadersFirst = !doubtful.isEmpty();
        if (areHeadersFirst) {
            sections.forEach(section -> putHeader(section, standing, records));
            producer.flush();
        }
        for (PartitionCheckpoint section : sections) {
            section.replies().forEach(reply -> alone(reply, () -> send(reply)));
            records.of(section, (key, value) -> put(section.partition(), key, value));
            if (!areHeadersFirst) {
                putHeader(section, standing, records);
            }
        }
    }

    private void putHeader(PartitionCheckpoint section, GroupMembership standing, CheckpointRecords records) {
        byte[] header = records.header(section, standing);
        if (header != null) {
            headerTimes.put(section.partition(), send(section.partition(), new Key.HeaderKey().encode(), header));
        }
    }

    /* A batch of its own: then no other record can be the reason of a refusal. */
    private void alone(Object record, Runnable send) {
        boolean isAlone = doubtful.contains(record);
        if (isAlone) {
            producer.flush();
        }
        send.run();
        if (isAlone) {
            producer.flush();
            assertHope();
        }
    }

    /** The time at which the broker appended each header. Call it only after the commit. */
    Map<Integer, Long> headerTimes() {
        Map<Integer, Long> appended = new LinkedHashMap<>();
        headerTimes.forEach(
                (partition, sent) -> appended.put(partition, sent.resultNow().timestamp()));
        return appended;
    }

    /** Replies that were refused. */
    List<RefusedReply> refused() {
        return List.copyOf(refused);
    }

    /** Commands that the ledger refused. */
    List<RefusedCommand> refusedCommands() {
        return List.copyOf(refusedCommands);
    }

    /** Blocks that the ledger refused. */
    List<RefusedBlock> refusedBlocks() {
        return List.copyOf(refusedBlocks);
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

    /** Throws an {@link Error} if a refusal could not be noted. */
    void verifyCallbacks() {
        callbacks.verify();
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
        assertHope();
        return producer.send(
                new ProducerRecord<>(settings.topic(), partition, key, value),
                callbacks.whenRefused(failure -> refused(partition, key, value, failure)));
    }

    // The result of each record is not awaited: the commit waits for all of them.
    private void put(int partition, byte[] key, byte @Nullable [] value) {
        if (!doubtful.isEmpty() && Key.decode(key) instanceof Key.CommandKey command) {
            alone(
                    new RefusedCommand.CommandPlace(partition, command.offset()),
                    () -> discard(send(partition, key, value)));
        } else {
            discard(send(partition, key, value));
        }
    }

    private static void discard(Future<RecordMetadata> unused) {}

    /* The client gives the failure of a batch to all of its records. Only the first is known to be refused. */
    private boolean isEcho(String topic, Exception failure) {
        boolean isEcho = failures.stream().anyMatch(before -> before.isEchoedBy(topic, failure));
        failures.add(new FailedSend(topic, failure));
        if (!doubtful.isEmpty()) {
            hopeless = failure;
        }
        return isEcho;
    }

    private void refused(int partition, byte[] key, byte @Nullable [] value, Exception failure) {
        boolean isEcho = isEcho(settings.topic(), failure);
        switch (SendFailure.of(failure)) {
            case RECORD -> recordRefused(partition, key, value, failure, isEcho);
            case TOPIC, TIMESTAMP -> {
                if (!isEcho) {
                    blockedUnlessAway(settings.topic(), failure);
                }
            }
            case PRODUCER -> {}
        }
    }

    private void recordRefused(int partition, byte[] key, byte @Nullable [] value, Exception failure, boolean isEcho) {
        String detail = value == null
                ? ""
                : "the ledger topic " + settings.topic() + " refused it in " + value.length + " bytes: "
                        + RefusalAdvice.of(settings.topic(), failure);
        Key decoded = Key.decode(key);
        if (value != null && decoded instanceof Key.CommandKey command && !LedgerCodec.isWithoutContent(value)) {
            RefusedCommand.CommandPlace place = new RefusedCommand.CommandPlace(partition, command.offset());
            refusedCommands.add(new RefusedCommand(place, detail, failure, isEcho));
        } else if (value != null && decoded instanceof Key.BlockKey block) {
            refusedBlocks.add(new RefusedBlock(partition, block.number(), detail));
        } else if (!isEcho) {
            blocked = new Blocked(settings.topic(), failure);
        }
    }

    private void send(Reply reply) {
        assertHope();
        if (closed.contains(reply.topic())) {
            refused.add(new RefusedReply(reply, new TimeoutException("it could not be written a moment ago"), false));
            return;
        }
        try {
            Future<RecordMetadata> unused =
                    producer.send(ReplyRecord.of(reply), callbacks.whenRefused(failure -> refused(reply, failure)));
        } catch (IllegalArgumentException | SerializationException failure) {
            refused(reply, failure);
            throw failure;
        }
    }

    private void refused(Reply reply, Exception failure) {
        boolean isEcho = isEcho(reply.topic(), failure);
        SendFailure fault = SendFailure.of(failure);
        if (fault == SendFailure.RECORD) {
            refused.add(new RefusedReply(reply, failure, isEcho));
        } else if (fault == SendFailure.TOPIC && !isEcho) {
            topicFailed(reply, failure);
        } else if (fault == SendFailure.TIMESTAMP && !isEcho) {
            if (mustAccept(reply.topic())) {
                blocked = new Blocked(reply.topic(), failure);
            } else {
                refused.add(new RefusedReply(reply, failure, false));
            }
        }
    }

    private void topicFailed(Reply reply, Exception failure) {
        if (mayBeAvoided(reply.topic(), failure)) {
            refused.add(new RefusedReply(reply, failure, false));
            closed.add(reply.topic());
        } else {
            blockedUnlessAway(reply.topic(), failure);
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

    /* Replies to other topics have another form. */
    private boolean mustAccept(String topic) {
        return ownTopics.contains(topic) && !topic.equals(settings.commandsTopic());
    }

    /*
     * Most time-outs say nothing about the topic: they come with every outage, and go with it. Each further record would
     * wait as long as the first, so the rest of the checkpoint is not tried.
     */
    private void blockedUnlessAway(String topic, Exception failure) {
        if (!(failure instanceof TimeoutException) || SendFailure.isMissingTopic(failure)) {
            blocked = new Blocked(topic, failure);
        }
        if (failure instanceof TimeoutException) {
            hopeless = failure;
        }
    }

    private void assertHope() {
        Exception failure = hopeless;
        if (failure != null) {
            throw new KafkaException("a record of this checkpoint could not be written", failure);
        }
    }
}
