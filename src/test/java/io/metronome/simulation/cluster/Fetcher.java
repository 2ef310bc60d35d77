package io.metronome.simulation.cluster;

import io.metronome.simulation.time.SimulatedThread;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The fetching side of a consumer: its positions, its paused partitions, and its wait for the next records. */
final class Fetcher {
    private final SimulatedBroker broker;
    private final SimulatedThread thread;
    private final IdleWait idle;
    private final Polls polls;
    private final Map<Integer, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new LinkedHashSet<>();

    Fetcher(SimulatedBroker broker, SimulatedThread thread, Polls polls) {
        this.broker = broker;
        this.thread = thread;
        this.polls = polls;
        this.idle = new IdleWait(thread);
    }

    void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    void resume(Collection<TopicPartition> partitions) {
        partitions.forEach(paused::remove);
    }

    void resumeAll() {
        paused.clear();
    }

    boolean isPaused(int number) {
        return paused.contains(partition(number));
    }

    void seek(int number, long offset) {
        positions.put(number, offset);
    }

    /** There is something to do for the thread that polls. */
    void wake() {
        idle.wake();
    }

    /** Begins a poll and answers until when it may wait; whatever happens from now on is a reason not to wait. */
    long begin(Duration timeout) {
        idle.begin();
        return thread.host().nanos() + polls.atMost(timeout).toNanos();
    }

    /** Fetches from these partitions; without records it returns when there is something to do or the time is up. */
    ConsumerRecords<byte[], byte[]> poll(Set<Integer> owned, Duration timeout, long deadline) {
        ConsumerRecords<byte[], byte[]> found = fetch(owned, timeout);
        long left = deadline - thread.host().nanos();
        if (found.isEmpty() && found.nextOffsets().isEmpty() && left > 0) {
            if (polls == Polls.STEADY) {
                thread.sleep(left);
            } else {
                idle.sleep(left);
            }
        }
        return found;
    }

    private ConsumerRecords<byte[], byte[]> fetch(Set<Integer> owned, Duration timeout) {
        List<Integer> reading = owned.stream().filter(one -> !isPaused(one)).toList();
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new LinkedHashMap<>();
        if (!reading.isEmpty()) {
            try {
                Map<Integer, PartitionLog.Fetched> answer = broker.ask(thread, timeout.toNanos(), () -> {
                    Map<Integer, PartitionLog.Fetched> fetched = new LinkedHashMap<>();
                    reading.forEach(one -> fetched.put(one, fetch(one)));
                    return fetched;
                });
                answer.forEach((number, fetched) -> take(number, fetched, records, next));
            } catch (TimeoutException nothingYet) {
                return ConsumerRecords.empty();
            }
        }
        return new ConsumerRecords<>(records, next);
    }

    private PartitionLog.Fetched fetch(int number) {
        PartitionLog log = broker.log(SimulatedTopics.COMMANDS, number);
        if (polls == Polls.IDLE) {
            idle.watch(log);
        }
        return log.fetch(positions.getOrDefault(number, 0L), polls.records());
    }

    private void take(
            int number,
            PartitionLog.Fetched fetched,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records,
            Map<TopicPartition, OffsetAndMetadata> next) {
        if (fetched.next() != positions.getOrDefault(number, 0L)) {
            positions.put(number, fetched.next());
            next.put(partition(number), new OffsetAndMetadata(fetched.next()));
            if (!fetched.records().isEmpty()) {
                records.put(partition(number), fetched.records());
            }
        }
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(SimulatedTopics.COMMANDS, number);
    }
}
