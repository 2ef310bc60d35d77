package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * The ledger in Kafka. The transactional producer is touched on the ledger's thread only. One checkpoint is written at
 * a time: it is tried until it is decided, or until this producer can write nothing more.
 */
public final class KafkaLedger implements Ledger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLedger.class);
    private static final long PATIENCE_MILLIS = 200;

    private final LedgerSettings settings;
    private final Function<String, Producer<byte[], byte[]>> producers;
    private final TransactionalIds ids;
    private final Restoration restoration;
    private final Scheduler clock;
    private final Scheduler.Worker thread;
    private final CheckpointRecords records;
    private final Set<String> ownTopics;
    private final Refusals refusals;
    private volatile @Nullable GroupMembership standing;
    private @Nullable Writer writer;
    private int writers;
    private volatile boolean closed;
    private volatile boolean isCommandsTopicNew;

    /* A producer that has begun, and the member that it writes for. */
    private record Writer(Producer<byte[], byte[]> producer, String memberId) {}

    /**
     * @param ownTopics metronome's own topics, whose failures are never the fault of one record
     * @param producers makes a producer with a new transactional id
     * @param listener hears what the broker refuses
     * @param clock gives monotonic nanoseconds
     * @param thread the ledger's own thread, which calls block while Kafka is away
     */
    public KafkaLedger(
            LedgerSettings settings,
            Set<String> ownTopics,
            Function<String, Producer<byte[], byte[]>> producers,
            Restoration restoration,
            LedgerListener listener,
            Scheduler clock,
            Scheduler.Worker thread) {
        this.settings = settings;
        this.ownTopics = Collections.unmodifiableSet(new LinkedHashSet<>(ownTopics));
        this.producers = producers;
        this.ids = TransactionalIds.ofGroup(settings.groupId());
        this.restoration = restoration;
        this.clock = clock;
        this.thread = thread;
        this.records = new CheckpointRecords(settings, () -> clock.now(NANOSECONDS));
        this.refusals = new Refusals(settings.topic(), this.ownTopics, listener, () -> clock.now(NANOSECONDS));
    }

    /** Sets our membership in the group. Called on the poll thread. */
    public void standing(GroupMembership now) {
        standing = now;
    }

    /** The fault that stops every checkpoint, for people; null while they are accepted. Any thread. */
    public @Nullable String trouble() {
        return refusals.trouble();
    }

    /** The commands topic was re-created: a producer that knew the old one cannot end its transaction. Any thread. */
    public void commandsTopicIsNew() {
        isCommandsTopicNew = true;
    }

    @Override
    public Mono<CommittedCheckpoint> save(Checkpoint checkpoint) {
        return Mono.create(sink -> thread.schedule(() -> {
            refusals.begin(checkpoint.sections());
            guard(() -> attempt(checkpoint.sections(), sink), sink);
        }));
    }

    @Override
    public Mono<Restored> restore(int partition, long ownership, RestoreMemory memory) {
        return restoration
                .of(partition, () -> owns(standing, partition, ownership), memory)
                .doOnNext(found -> thread.schedule(() -> records.restored(partition, found)))
                .map(Restoration.RestoredState::restored);
    }

    @Override
    public void close() {
        closed = true;
        CloseOnThread.on(thread, () -> {
            if (writer != null) {
                writer.producer().close(Duration.ofSeconds(2));
            }
        });
    }

    private void attempt(List<PartitionCheckpoint> sections, MonoSink<CommittedCheckpoint> sink) {
        GroupMembership now = standing;
        List<PartitionCheckpoint> ours = sections.stream()
                .filter(section -> owns(now, section.partition(), section.ownership()))
                .toList();
        if (closed || now == null || ours.isEmpty()) {
            sink.success();
        } else if (now.isMember()) {
            write(refusals.avoided(ours), now, sink);
        } else {
            later(() -> attempt(ours, sink), sink);
        }
    }

    private static boolean owns(@Nullable GroupMembership now, int partition, long ownership) {
        return now != null && now.owns(partition, ownership);
    }

    private void write(List<PartitionCheckpoint> sections, GroupMembership now, MonoSink<CommittedCheckpoint> sink) {
        long begunAt = clock.now(NANOSECONDS);
        Producer<byte[], byte[]> producer = null;
        Transaction transaction = null;
        try {
            producer = producer(now.member().memberId());
            begunAt = clock.now(NANOSECONDS);
            transaction = new Transaction(producer, settings, ownTopics, refusals.doubtful());
            transaction.write(sections, now, records);
            acknowledged(producer);
            transaction.verifyCallbacks();
        } catch (RuntimeException e) {
            failed(e, producer, transaction, sections, sink);
            return;
        }
        commit(producer, transaction, sections, begunAt, sink);
    }

    /*
     * The client means to commit only after its records. But it checks for records before it checks for a requested
     * commit (Sender.maybeSendAndPollTransactionalRequest, kafka-clients 4.3.1). If records are sent and a commit is
     * requested between the two checks, the commit happens without the records. Seen on a busy machine.
     */
    private static void acknowledged(Producer<byte[], byte[]> producer) {
        producer.flush();
    }

    private void commit(
            Producer<byte[], byte[]> producer,
            Transaction transaction,
            List<PartitionCheckpoint> sections,
            long begunAt,
            MonoSink<CommittedCheckpoint> sink) {
        try {
            producer.commitTransaction();
        } catch (RuntimeException e) {
            if (Remedy.of(e, true) == Remedy.REPEAT_COMMIT) {
                LOG.warn(
                        "Kafka did not say whether a checkpoint was committed; repeating the commit ({})",
                        e.toString());
                later(() -> commit(producer, transaction, sections, begunAt, sink), sink);
            } else {
                failed(e, producer, transaction, sections, sink);
            }
            return;
        }
        refusals.over();
        sections.forEach(records::written);
        sink.success(
                CommittedCheckpoint.of(sections, begunAt, clock.now(NANOSECONDS) - begunAt, transaction.headerTimes()));
    }

    private void failed(
            RuntimeException failure,
            @Nullable Producer<byte[], byte[]> producer,
            @Nullable Transaction transaction,
            List<PartitionCheckpoint> sections,
            MonoSink<CommittedCheckpoint> sink) {
        if (transaction != null) {
            transaction.verifyCallbacks();
        }
        if (producer == null || transaction == null) {
            LOG.warn("The ledger's producer cannot start; the worker tries again ({})", failure.toString());
            closeWriter();
            later(() -> attempt(sections, sink), sink);
        } else if (Remedy.of(failure, false) == Remedy.REPLACE_AND_RESTORE) {
            replace(failure, sink);
        } else {
            abort(failure, producer, transaction, sections, sink);
        }
    }

    private void abort(
            RuntimeException failure,
            Producer<byte[], byte[]> producer,
            Transaction transaction,
            List<PartitionCheckpoint> sections,
            MonoSink<CommittedCheckpoint> sink) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            if (Remedy.of(e, true) != Remedy.REPEAT_COMMIT) {
                replace(e, sink);
                return;
            }
            LOG.warn(
                    "Kafka did not say whether a checkpoint was aborted ({}); it had failed: {}",
                    e,
                    Remedy.inWords(failure));
            if (isCommandsTopicNew) {
                // No commit was requested, so nothing of it can become visible. Another producer asks by the new id.
                closeWriter();
                later(() -> attempt(sections, sink), sink);
            } else {
                later(() -> abort(failure, producer, transaction, sections, sink), sink);
            }
            return;
        }
        List<PartitionCheckpoint> rest = refusals.without(sections, transaction, failure);
        if (!rest.equals(sections) && refusals.trouble() == null) {
            thread.schedule(() -> guard(() -> attempt(rest, sink), sink));
        } else {
            LOG.warn("A checkpoint failed and is tried again ({})", Remedy.inWords(failure));
            later(() -> attempt(rest, sink), sink);
        }
    }

    private void replace(RuntimeException failure, MonoSink<CommittedCheckpoint> sink) {
        if (closed && (failure instanceof KafkaException || failure instanceof IllegalStateException)) {
            LOG.debug("A checkpoint was under way when the ledger was closed", failure);
            sink.success();
            return;
        }
        LOG.error("The ledger's producer was fenced or broken; it is replaced and every partition restored", failure);
        if (writer != null) {
            abandon(writer.producer());
        }
        closeWriter();
        sink.error(new LedgerLostException("the ledger's producer had to be replaced", failure));
    }

    /* A transaction that stays open would keep the restore waiting until the coordinator ends it. */
    private static void abandon(Producer<byte[], byte[]> producer) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            LOG.info("The last transaction of the replaced producer is decided by Kafka ({})", e.toString());
        }
    }

    /* One producer for each member id that we have in turn, because the transactional id names the member. */
    private Producer<byte[], byte[]> producer(String memberId) {
        if (writer != null && !writer.memberId().equals(memberId)) {
            closeWriter();
        }
        if (writer == null) {
            String id = ids.of(memberId, ++writers);
            Producer<byte[], byte[]> made = producers.apply(id);
            writer = new Writer(made, memberId);
            made.initTransactions();
            records.writer(id);
        }
        return writer.producer();
    }

    private void closeWriter() {
        if (writer != null) {
            writer.producer().close(Duration.ZERO);
            writer = null;
        }
    }

    private void later(Runnable step, MonoSink<CommittedCheckpoint> sink) {
        if (closed) {
            sink.success();
            return;
        }
        thread.schedule(() -> guard(step, sink), PATIENCE_MILLIS, MILLISECONDS);
    }

    /* The caller waits for an answer, whatever happens: without one no checkpoint would ever be written again. */
    private void guard(Runnable step, MonoSink<CommittedCheckpoint> sink) {
        try {
            step.run();
        } catch (RuntimeException e) {
            replace(e, sink);
        }
    }
}
