package io.metronome.simulation.cluster;

import io.metronome.simulation.time.SimulatedThread;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The consumer of the restore: it never joins, waits for offsets to be stable, and reads what is committed. */
public class RestoreConsumer {
    private static final int MOST = 40;
    private static final long RETRY = 50_000_000;

    private final SimulatedBroker broker;
    private final SimulatedThread thread;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private Set<TopicPartition> assigned = Set.of();
    private boolean paused;

    public RestoreConsumer(SimulatedBroker broker, SimulatedThread thread) {
        this.broker = broker;
        this.thread = thread;
    }

    public Consumer<byte[], byte[]> client() {
        @SuppressWarnings("unchecked")
        Consumer<byte[], byte[]> consumer = ClientProxy.of(Consumer.class, this);
        return consumer;
    }

    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration patience) {
        long deadline = thread.host().nanos() + patience.toNanos();
        while (true) {
            long left = deadline - thread.host().nanos();
            if (left <= 0) {
                throw new TimeoutException("the committed offset is not stable");
            }
            boolean stable = broker.ask(thread, left, () -> partitions.stream().allMatch(broker.group()::isStable));
            if (stable || !waitsForStable()) {
                return broker.ask(thread, patience.toNanos(), () -> offsets(partitions));
            }
            thread.sleep(RETRY);
        }
    }

    /** Whether it waits until offsets are stable; a mutation takes this away. */
    public boolean waitsForStable() {
        return true;
    }

    void assign(Collection<TopicPartition> partitions) {
        assigned = new LinkedHashSet<>(partitions);
    }

    void pause(Collection<TopicPartition> partitions) {
        paused = true;
    }

    void resume(Collection<TopicPartition> partitions) {
        paused = false;
    }

    void seek(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (paused) {
            thread.sleep(RETRY);
            return ConsumerRecords.empty();
        }
        TopicPartition partition = assigned.iterator().next();
        long from = position(partition);
        PartitionLog.Fetched fetched;
        try {
            fetched = broker.ask(thread, timeout.toNanos(), () -> fetch(partition, from));
        } catch (TimeoutException nothingYet) {
            return ConsumerRecords.empty();
        }
        if (fetched.next() == from) {
            thread.sleep(RETRY);
            return ConsumerRecords.empty();
        }
        positions.put(partition, fetched.next());
        return new ConsumerRecords<>(
                Map.of(partition, fetched.records()), Map.of(partition, new OffsetAndMetadata(fetched.next())));
    }

    private PartitionLog.Fetched fetch(TopicPartition partition, long from) {
        return broker.log(partition.topic(), partition.partition()).fetch(from, MOST);
    }

    void close() {
        assigned = Set.of();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> found = new LinkedHashMap<>();
        for (TopicPartition partition : List.copyOf(partitions)) {
            OffsetAndMetadata committed = broker.group().committed(partition);
            if (committed != null) {
                found.put(partition, committed);
            }
        }
        return found;
    }
}
