package io.metronome.intake;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * The poll loop. {@link #run} is the poll thread, the only thread that touches the consumer. It continues to poll while
 * partitions are paused, so that the group never takes a full worker for a dead one.
 */
public final class KafkaIntake implements Intake, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LEAVING = Duration.ofSeconds(5);
    private static final long RECOVERY_NANOS = MILLISECONDS.toNanos(500);
    private static final long BETWEEN_LINES = MINUTES.toNanos(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final IntakeListener listener;
    private final BiConsumer<ConsumerGroupMetadata, Map<Integer, Long>> standing;
    private final HandOver handOver;
    private final Scheduler clock;

    private final Ownerships ownerships = new Ownerships();
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Suspects suspects = new Suspects();
    private final CallbackFailure callbacks = new CallbackFailure();
    private @Nullable Long toldAt;
    private volatile boolean stopping;
    private volatile boolean joined;
    private volatile long lastRound;

    /**
     * @param consumer read_committed, without auto-commit and without a reset policy
     * @param standing receives our group metadata and the partitions that we own, both of one moment
     * @param grace how long a revocation may wait for the listener
     * @param clock gives monotonic nanoseconds
     */
    public KafkaIntake(
            Consumer<byte[], byte[]> consumer,
            String topic,
            IntakeListener listener,
            BiConsumer<ConsumerGroupMetadata, Map<Integer, Long>> standing,
            Duration grace,
            Scheduler clock) {
        this.consumer = consumer;
        this.topic = topic;
        this.listener = listener;
        this.standing = standing;
        this.handOver = new HandOver(listener, grace, clock);
        this.clock = clock;
        this.lastRound = clock.now(NANOSECONDS);
    }

    /**
     * Polls until {@link #stop}, hands everything over, and leaves the group. Throws when the hand-over was not clean.
     */
    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(topic), new Rebalance());
            while (!stopping) {
                round();
            }
            Map<Integer, Long> partitions = ownerships.all();
            LOG.info("Handing over {} partitions", partitions.size());
            handOver.ofAll(partitions, this::round);
            handedOver(partitions.keySet());
        } finally {
            // Leaving calls the listener once more. The next owner restores what could not be handed over by now.
            ownerships.forget(ownerships.all().keySet());
            consumer.close(CloseOptions.timeout(LEAVING));
        }
    }

    /** Ends {@link #run} after a clean hand-over. */
    public void stop() {
        stopping = true;
    }

    /** Whether this worker is a member of the group. */
    public boolean joined() {
        return joined;
    }

    /** Monotonic nanoseconds of the loop's last round. */
    public long lastRoundNanos() {
        return lastRound;
    }

    @Override
    public void begin(int partition, long ownership, long position) {
        asked.add(() -> {
            if (ownerships.of(partition) == ownership) {
                consumer.seek(new TopicPartition(topic, partition), position);
                ownerships.begin(partition, position);
            }
        });
    }

    @Override
    public void pause(int partition, long ownership, boolean paused) {
        asked.add(() -> {
            if (ownerships.of(partition) == ownership) {
                ownerships.pause(partition, paused);
            }
        });
    }

    /** Stops to read every partition that is ours now, for that reason. Any thread. */
    public void stopReading(String why) {
        asked.add(() -> ownerships.reading().forEach(number -> halt(new TopicPartition(topic, number), why)));
    }

    private void round() {
        try {
            for (Runnable task = asked.poll(); task != null; task = asked.poll()) {
                task.run();
            }
            ConsumerRecords<byte[], byte[]> polled = poll(pause());
            publish();
            List<IntakeListener.Batch> batches = Batches.of(polled, ownerships);
            if (!batches.isEmpty()) {
                listener.polled(batches);
            }
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions()
                    .forEach((partition, position) -> asked.add(() -> relocate(partition, position)));
        } catch (KafkaException e) {
            tell(e);
            LockSupport.parkNanos(RECOVERY_NANOS);
        }
        lastRound = clock.now(NANOSECONDS);
    }

    private ConsumerRecords<byte[], byte[]> poll(Collection<TopicPartition> read) {
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            suspects.passed();
            return polled;
        } catch (RuntimeException e) {
            callbacks.rethrow(e);
            if (read.isEmpty() || !Suspects.isOfOnePartition(e)) {
                throw e;
            }
            TopicPartition cause = suspects.failed(read);
            if (cause != null) {
                LOG.error("Partition {} cannot be read", cause, e);
                halt(cause, Unreadable.data(consumer.position(cause), e));
            }
            return ConsumerRecords.empty();
        }
    }

    private void halt(TopicPartition partition, String why) {
        LOG.error("Partition {} is not read any more, the others are: {}", partition, why);
        ownerships.halt(partition.partition());
        listener.stopped(partition.partition(), ownerships.of(partition.partition()), why);
    }

    private void tell(KafkaException failure) {
        long now = clock.now(NANOSECONDS);
        if (toldAt == null || now - toldAt >= BETWEEN_LINES) {
            toldAt = now;
            LOG.error("Commands cannot be read; the worker tries again twice a second", failure);
        }
    }

    private List<TopicPartition> pause() {
        Collection<TopicPartition> assigned = consumer.assignment();
        List<TopicPartition> paused = ownerships.pausedOf(assigned, !handOver.isOfAll() && listener.hasRoom());
        List<TopicPartition> read = new ArrayList<>(assigned);
        read.removeAll(paused);
        TopicPartition alone = suspects.alone();
        if (alone != null && read.remove(alone)) {
            paused.addAll(read);
            read = List.of(alone);
        }
        consumer.pause(paused);
        consumer.resume(read);
        return read;
    }

    private void publish() {
        ConsumerGroupMetadata member = consumer.groupMetadata();
        joined = member.generationId() >= 0;
        standing.accept(member, ownerships.all());
    }

    /* The position is not in the log: retention has overtaken it, or the log was truncated. */
    private void relocate(TopicPartition partition, long position) {
        long earliest = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, position);
        if (earliest > position) {
            LOG.error(
                    "Retention deleted {} commands of {} before they were read (offsets {} to {}): raise the topic's"
                            + " retention above the longest time without a worker",
                    earliest - position,
                    partition,
                    position,
                    earliest - 1);
            consumer.seek(partition, earliest);
            ownerships.advance(partition.partition(), earliest);
            listener.skipped(partition.partition(), ownerships.of(partition.partition()), position, earliest);
        } else {
            halt(partition, Unreadable.cut(position));
        }
    }

    private void handedOver(Collection<Integer> partitions) {
        ownerships.forget(partitions);
        publish();
    }

    private void callback(Runnable step) {
        suspects.forget();
        callbacks.watch(step);
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            callback(() -> assigned(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            callback(() -> revoked(partitions));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            callback(() -> lost(partitions));
        }

        private void assigned(Collection<TopicPartition> partitions) {
            // Paused and sought at once: poll() must not wait for an undecided committed offset, or other partitions
            // would starve.
            partitions.forEach(partition -> consumer.seek(partition, 0));
            consumer.pause(partitions);
            if (handOver.isOfAll()) {
                return;
            }
            Map<Integer, Long> added = ownerships.assign(partitions);
            publish();
            if (!added.isEmpty()) {
                LOG.info("Assigned partitions {}", added.keySet());
                listener.assigned(added);
            }
        }

        private void revoked(Collection<TopicPartition> partitions) {
            publish();
            Map<Integer, Long> ours = ownerships.of(partitions);
            if (!ours.isEmpty()) {
                handOver.of(ours);
                handedOver(ours.keySet());
            }
        }

        private void lost(Collection<TopicPartition> partitions) {
            Map<Integer, Long> gone = ownerships.of(partitions);
            LOG.warn("Lost partitions {} without a revocation", gone.keySet());
            ownerships.forget(gone.keySet());
            publish();
            listener.lost(gone);
        }
    }
}
