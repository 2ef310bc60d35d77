package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Restores on its own thread, with a second consumer that has the group's id but never joins. Its {@code committed()}
 * waits until every open transaction with offsets of the partition is decided. Offsets go first, so this is every
 * transaction with records in the ledger. The Admin client would answer "none" instead of waiting.
 */
public final class KafkaRestoration implements Restoration, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRestoration.class);
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final long PATIENCE_MILLIS = 200;
    private static final Duration POLL = Duration.ofMillis(500);

    private final LedgerSettings settings;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Admin admin;
    private final HangingTransactions hanging;
    private final Scheduler.Worker thread;
    private final RestoreProgress progress;
    private final RestoreOrder order = new RestoreOrder();
    private @Nullable Consumer<byte[], byte[]> consumer;

    /**
     * @param consumers makes a read_committed consumer with the group's id and no reset policy
     * @param thread the restore's own thread, which it blocks
     * @param progress is told how far the reading is
     */
    public KafkaRestoration(
            LedgerSettings settings,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Admin admin,
            Scheduler.Worker thread,
            RestoreProgress progress) {
        this.settings = settings;
        this.consumers = consumers;
        this.admin = admin;
        this.thread = thread;
        this.progress = progress;
        this.hanging = new HangingTransactions(admin, settings.groupId());
    }

    @Override
    public Mono<Restoration.RestoredState> of(int partition, BooleanSupplier stillOurs, RestoreMemory memory) {
        return Mono.create(sink -> {
            order.add(partition, () -> restore(partition, stillOurs, memory, sink));
            thread.schedule(this::restoreNext);
        });
    }

    /* As many of these tasks as restores wait. A small ledger does not wait for a large one. */
    private void restoreNext() {
        order.next(this::size).run();
    }

    /* Kafka may not say it. A restore finds that out by itself. */
    private long size(int partition) {
        if (partition >= settings.partitions()) {
            return 0;
        }
        TopicPartition ledger = new TopicPartition(settings.topic(), partition);
        try {
            long size = offset(ledger, OffsetSpec.latest()) - offset(ledger, OffsetSpec.earliest());
            progress.waits(partition, size);
            return size;
        } catch (KafkaException e) {
            LOG.debug("The size of the ledger of partition {} is not known", partition, e);
            return 0;
        }
    }

    @Override
    public void close() {
        CloseOnThread.on(thread, () -> {
            if (consumer != null) {
                consumer.close();
            }
        });
    }

    private void restore(
            int partition, BooleanSupplier stillOurs, RestoreMemory memory, MonoSink<Restoration.RestoredState> sink) {
        try {
            Restoration.RestoredState found = read(partition, stillOurs, memory);
            progress.ends(partition);
            if (found == null) {
                sink.success();
            } else {
                sink.success(found);
            }
        } catch (RetriableException e) {
            LOG.warn(
                    "Kafka does not answer while partition {} is restored; asking again ({})", partition, e.toString());
            thread.schedule(() -> restore(partition, stillOurs, memory, sink), PATIENCE_MILLIS, MILLISECONDS);
        } catch (RuntimeException e) {
            progress.ends(partition);
            sink.error(e);
        }
    }

    private Restoration.@Nullable RestoredState read(int partition, BooleanSupplier stillOurs, RestoreMemory memory) {
        OffsetAndMetadata committed = committed(partition, stillOurs);
        if (!stillOurs.getAsBoolean()) {
            return null;
        }
        Restoration.RestoredState found = new LedgerReading(settings, partition, committed, () -> earliest(partition))
                .verified(reading -> {
                    if (partition < settings.partitions()) {
                        TopicPartition ledger = new TopicPartition(settings.topic(), partition);
                        readTo(ledger, offset(ledger, OffsetSpec.latest()), stillOurs, memory, reading);
                    }
                });
        return stillOurs.getAsBoolean() ? found : null;
    }

    /** The stable committed offset. Null means that there is none, never that it is not decided yet. */
    private @Nullable OffsetAndMetadata committed(int partition, BooleanSupplier stillOurs) {
        TopicPartition commands = new TopicPartition(settings.commandsTopic(), partition);
        while (stillOurs.getAsBoolean()) {
            try {
                Map<TopicPartition, OffsetAndMetadata> committed = consumer().committed(Set.of(commands), ASK);
                return committed.get(commands);
            } catch (TimeoutException e) {
                LOG.info("Waiting for a former owner's transaction on partition {}", partition);
                hanging.fence();
            }
        }
        return null;
    }

    /*
     * Reads up to the high watermark: a read_committed end is only the last stable offset, before what was just
     * decided. Without room it polls and reads nothing.
     */
    private void readTo(
            TopicPartition ledger, long end, BooleanSupplier stillOurs, RestoreMemory memory, LedgerReading reading) {
        Consumer<byte[], byte[]> reader = consumer();
        Collection<TopicPartition> all = List.of(ledger);
        reader.assign(all);
        long first = offset(ledger, OffsetSpec.earliest());
        reader.seek(ledger, first);
        RestoreProgress.LedgerProgress told = progress.reads(ledger.partition(), first, end);
        while (stillOurs.getAsBoolean() && reader.position(ledger) < end) {
            if (memory.hasRoomFor(reading.heapBytes())) {
                reader.resume(all);
            } else {
                reader.pause(all);
            }
            reader.poll(POLL).records(ledger).forEach(reading);
            told.reached(reader.position(ledger));
        }
    }

    private long earliest(int partition) {
        return offset(new TopicPartition(settings.commandsTopic(), partition), OffsetSpec.earliest());
    }

    private long offset(TopicPartition partition, OffsetSpec which) {
        try {
            return admin.listOffsets(Map.of(partition, which), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = consumers.get();
        }
        return consumer;
    }
}
