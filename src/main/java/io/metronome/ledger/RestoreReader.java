package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Reads one ledger after the other on a thread of its own, with a consumer that has the group's id but never joins. Its
 * {@code committed()} waits until every open transaction with offsets of the partition is decided. Offsets go first, so
 * this is every transaction with records in the ledger. The Admin client would answer "none" instead of waiting.
 */
public final class RestoreReader {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreReader.class);
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final long PATIENCE_MILLIS = 200;
    private static final Duration POLL = Duration.ofMillis(500);

    private final LedgerSettings settings;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Scheduler.Worker thread;
    private final Runnable stepped;
    private final LedgerOffsets offsets;
    private final HangingTransactions hanging;
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** The restore of one partition that waits, or is under way. */
    record RestoreTask(
            int partition,
            BooleanSupplier stillOurs,
            RestoreRoom.Share room,
            MonoSink<Restoration.RestoredState> sink) {}

    /**
     * @param consumers makes a read_committed consumer with the group's id and no reset policy
     * @param admin used on that thread
     * @param thread the reader's own thread, which it blocks
     * @param stepped run between two steps of a long restore: the thread is alive
     */
    public RestoreReader(
            LedgerSettings settings,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Admin admin,
            Scheduler.Worker thread,
            Runnable stepped) {
        this.settings = settings;
        this.consumers = consumers;
        this.thread = thread;
        this.stepped = stepped;
        this.offsets = new LedgerOffsets(admin);
        this.hanging = new HangingTransactions(admin, settings.groupId());
    }

    /** Runs that on the reader's thread, when what it reads now is read. Any thread. */
    void whenFree(Runnable task) {
        thread.schedule(task);
    }

    /** How many records the partition's ledger has. On the reader's thread. */
    long size(int partition) {
        return partition < settings.partitions() ? offsets.size(ledger(partition)) : 0;
    }

    void close() {
        CloseOnThread.on(thread, () -> {
            if (consumer != null) {
                consumer.close();
            }
        });
    }

    /** Restores a partition. Where Kafka does not answer, it is tried again a little later. On the reader's thread. */
    void restore(RestoreTask task, RestoreProgress progress) {
        try {
            Restoration.RestoredState found = read(task, progress);
            progress.ends(task.partition());
            if (found == null) {
                task.sink().success();
            } else {
                task.room().isRead(found.restored().heapBytes());
                task.sink().success(found);
            }
        } catch (RetriableException e) {
            LOG.warn(
                    "Kafka does not answer while partition {} is restored; asking again ({})",
                    task.partition(),
                    e.toString());
            thread.schedule(() -> restore(task, progress), PATIENCE_MILLIS, MILLISECONDS);
        } catch (RuntimeException e) {
            progress.ends(task.partition());
            task.sink().error(e);
        }
    }

    private Restoration.@Nullable RestoredState read(RestoreTask task, RestoreProgress progress) {
        int partition = task.partition();
        OffsetAndMetadata committed = committed(task);
        if (!isStillOurs(task)) {
            return null;
        }
        TopicPartition commands = new TopicPartition(settings.commandsTopic(), partition);
        Restoration.RestoredState found = new LedgerReading(
                        settings, partition, committed, () -> offsets.of(commands, OffsetSpec.earliest()))
                .verified(reading -> {
                    if (partition < settings.partitions()) {
                        readAll(task, reading, progress);
                    }
                });
        return isStillOurs(task) ? found : null;
    }

    /** The stable committed offset. Null means that there is none, never that it is not decided yet. */
    private @Nullable OffsetAndMetadata committed(RestoreTask task) {
        TopicPartition commands = new TopicPartition(settings.commandsTopic(), task.partition());
        while (isStillOurs(task)) {
            try {
                Map<TopicPartition, OffsetAndMetadata> committed = consumer().committed(Set.of(commands), ASK);
                return committed.get(commands);
            } catch (TimeoutException e) {
                LOG.info("Waiting for a former owner's transaction on partition {}", task.partition());
                hanging.fence();
            }
        }
        return null;
    }

    /*
     * Reads up to the high watermark: a read_committed end is only the last stable offset, before what was just
     * decided. Without room it polls and reads nothing.
     */
    private void readAll(RestoreTask task, LedgerReading reading, RestoreProgress progress) {
        TopicPartition ledger = ledger(task.partition());
        long end = offsets.of(ledger, OffsetSpec.latest());
        Consumer<byte[], byte[]> reader = consumer();
        Collection<TopicPartition> all = List.of(ledger);
        reader.assign(all);
        long first = offsets.of(ledger, OffsetSpec.earliest());
        reader.seek(ledger, first);
        RestoreProgress.LedgerProgress told = progress.reads(task.partition(), first, end);
        while (isStillOurs(task) && reader.position(ledger) < end) {
            if (task.room().isEnoughFor(reading.heapBytes())) {
                reader.resume(all);
            } else {
                reader.pause(all);
            }
            reader.poll(POLL).records(ledger).forEach(reading);
            told.reached(reader.position(ledger));
        }
    }

    private boolean isStillOurs(RestoreTask task) {
        stepped.run();
        return task.stillOurs().getAsBoolean();
    }

    private TopicPartition ledger(int partition) {
        return new TopicPartition(settings.topic(), partition);
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = consumers.get();
        }
        return consumer;
    }
}
