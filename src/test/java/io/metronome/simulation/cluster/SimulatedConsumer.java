package io.metronome.simulation.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.time.SimulatedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of the intake: joins and rejoins within its polls, while a thread of its own says every two seconds that it
 * works. What it learns of a generation it has at once; what it does about partitions, in the next poll.
 */
public final class SimulatedConsumer {
    private static final long HEARTBEAT = SECONDS.toNanos(2);

    private final SimulatedBroker broker;
    private final SimulatedThread thread;
    private final Fetcher fetcher;
    private Set<Integer> owned = new TreeSet<>();
    private @Nullable ConsumerRebalanceListener listener;
    private String id = "";
    private int generation = -1;
    private boolean wantsToJoin = true;
    private boolean joining;
    private boolean forgotten;
    private boolean closed;
    private GroupCoordinator.@Nullable Joined joined;

    public SimulatedConsumer(SimulatedBroker broker, SimulatedThread thread, Polls polls) {
        this.broker = broker;
        this.thread = thread;
        this.fetcher = new Fetcher(broker, thread, polls);
    }

    public Consumer<byte[], byte[]> client() {
        @SuppressWarnings("unchecked")
        Consumer<byte[], byte[]> consumer = ClientProxy.of(Consumer.class, this);
        return consumer;
    }

    /** Its id in the group, empty while it has none. */
    public String id() {
        return id;
    }

    /** Whether nothing is fetched from that partition. */
    public boolean isPaused(int number) {
        return fetcher.isPaused(number);
    }

    /** There is something to do for the thread that polls. */
    public void wake() {
        fetcher.wake();
    }

    void subscribe(Collection<String> topics, ConsumerRebalanceListener told) {
        listener = told;
        thread.host().in(HEARTBEAT, this::heartbeat);
    }

    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        long deadline = fetcher.begin(timeout);
        if (forgotten) {
            lose();
        }
        if (joined != null) {
            rebalanced(joined);
        }
        if (wantsToJoin && !joining) {
            join();
        }
        return fetcher.poll(owned, timeout, deadline);
    }

    Set<TopicPartition> assignment() {
        return owned.stream().map(Fetcher::partition).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    // There is no other way yet to make one.
    @SuppressWarnings("removal")
    ConsumerGroupMetadata groupMetadata() {
        return new ConsumerGroupMetadata(GroupCoordinator.ID, generation, id, Optional.empty());
    }

    void pause(Collection<TopicPartition> partitions) {
        fetcher.pause(partitions);
    }

    void resume(Collection<TopicPartition> partitions) {
        fetcher.resume(partitions);
    }

    void seek(TopicPartition partition, long offset) {
        fetcher.seek(partition.partition(), offset);
    }

    void close(CloseOptions options) {
        closed = true;
        String leaving = id;
        broker.send(() -> broker.group().remove(leaving));
        broker.ask(thread, () -> true);
    }

    private void join() {
        wantsToJoin = false;
        joining = true;
        String known = id;
        Set<Integer> claims = new TreeSet<>(owned);
        broker.deliver(
                0,
                () -> broker.group().join(known, claims, answer -> broker.answer(thread.host(), () -> joined(answer))));
    }

    private void joined(GroupCoordinator.@Nullable Joined answer) {
        joining = false;
        joined = answer;
        forgotten = answer == null;
        fetcher.wake();
    }

    private void rebalanced(GroupCoordinator.Joined now) {
        joined = null;
        id = now.member();
        generation = now.generation();
        List<TopicPartition> revoked = new ArrayList<>();
        owned.stream()
                .filter(one -> !now.partitions().contains(one))
                .forEach(one -> revoked.add(Fetcher.partition(one)));
        List<TopicPartition> added = new ArrayList<>();
        now.partitions().stream().filter(one -> !owned.contains(one)).forEach(one -> added.add(Fetcher.partition(one)));
        if (!revoked.isEmpty()) {
            told().onPartitionsRevoked(revoked);
            wantsToJoin = true;
        }
        owned = new TreeSet<>(now.partitions());
        fetcher.resume(revoked);
        told().onPartitionsAssigned(added);
    }

    private void lose() {
        forgotten = false;
        id = "";
        generation = -1;
        wantsToJoin = true;
        Set<TopicPartition> lost = assignment();
        owned = new TreeSet<>();
        fetcher.resumeAll();
        if (!lost.isEmpty()) {
            told().onPartitionsLost(lost);
        }
    }

    private ConsumerRebalanceListener told() {
        if (listener == null) {
            throw new IllegalStateException("not subscribed");
        }
        return listener;
    }

    private void heartbeat() {
        if (closed) {
            return;
        }
        if (!id.isEmpty() && !joining) {
            String who = id;
            int of = generation;
            broker.send(() -> {
                Boolean all = broker.group().heartbeat(who, of);
                broker.answer(thread.host(), () -> heard(who, of, all));
            });
        }
        thread.host().in(HEARTBEAT, this::heartbeat);
    }

    private void heard(String who, int of, @Nullable Boolean all) {
        if (joining || !who.equals(id) || of != generation) {
            return;
        }
        if (all == null) {
            forgotten = true;
            fetcher.wake();
        } else if (!all && joined == null) {
            wantsToJoin = true;
            fetcher.wake();
        }
    }
}
