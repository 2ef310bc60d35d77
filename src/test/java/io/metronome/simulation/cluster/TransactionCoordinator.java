package io.metronome.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decides transactions, and tells the partitions of it a little later. One that has been open for too long is aborted
 * when the coordinator looks, every ten seconds, and its producer fenced by that.
 */
public final class TransactionCoordinator {
    /** Nanoseconds after which the coordinator ends a transaction that is still open. */
    public static final long TIMEOUT = SECONDS.toNanos(15);

    private static final long LOOK_EVERY = SECONDS.toNanos(10);

    /** A transactional id: its epoch, and its latest transaction. */
    private static final class Registered {
        private int epoch = -1;
        private String host = "";
        private @Nullable SimulatedTransaction latest;
    }

    private final SimulatedBroker broker;
    private final SimulatedTime time;
    private final GroupCoordinator group;
    private final Map<String, Registered> ids = new LinkedHashMap<>();
    private final List<SimulatedTransaction> decided = new ArrayList<>();
    private final Map<String, Deque<Runnable>> traps = new LinkedHashMap<>();

    TransactionCoordinator(SimulatedBroker broker, SimulatedTime time, GroupCoordinator group) {
        this.broker = broker;
        this.time = time;
        this.group = group;
        time.in(LOOK_EVERY, this::look);
    }

    /** The trap springs when that host has come so many steps further in its checkpoints. */
    public void trap(String host, int steps, Runnable trap) {
        Deque<Runnable> waiting = traps.computeIfAbsent(host, name -> new ArrayDeque<>());
        for (int i = 1; i < steps; i++) {
            waiting.addLast(() -> {});
        }
        waiting.addLast(trap);
    }

    private void step(String id) {
        Registered registered = ids.get(id);
        Deque<Runnable> waiting = registered == null ? null : traps.get(registered.host);
        if (waiting != null && !waiting.isEmpty()) {
            time.in(0, waiting.removeFirst());
        }
    }

    /** A producer begins under that id, and the former producer is fenced. Returns the new epoch. */
    int begin(String id, String host) {
        Registered registered = ids.computeIfAbsent(id, name -> new Registered());
        registered.host = host;
        fence(registered);
        return registered.epoch;
    }

    /** An operator, or a new owner, fences that id. */
    void fence(String id) {
        fence(ids.computeIfAbsent(id, name -> new Registered()));
    }

    /** Whatever that host writes with is fenced. */
    public void fenceAll(String host) {
        ids.values().stream().filter(one -> one.host.equals(host)).forEach(this::fence);
    }

    /** Ids with an open transaction. */
    List<String> open() {
        List<String> open = new ArrayList<>();
        ids.forEach((id, registered) -> {
            if (registered.latest != null && registered.latest.isOpen()) {
                open.add(id);
            }
        });
        return open;
    }

    /** Offsets join the transaction: the group says whether that member may. */
    void offsets(String id, int epoch, ConsumerGroupMetadata member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        SimulatedTransaction transaction = open(id, epoch);
        group.check(member);
        transaction.proved(time.now());
        transaction.offsets().putAll(offsets);
        group.pending(transaction);
        step(id);
    }

    /** A record joins the transaction; its offset. */
    long append(
            String id, int epoch, PartitionLog log, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Registered registered = ids.computeIfAbsent(id, name -> new Registered());
        if (registered.epoch != epoch) {
            throw new InvalidProducerEpochException("an older epoch");
        }
        SimulatedTransaction transaction = open(id, epoch);
        transaction.unmarked().add(log);
        step(id);
        long offset = log.append(key, value, headers, broker.millis(), transaction);
        if (SimulatedTopics.REPLIES.contains(log.name().topic())) {
            time.tell(Kind.REPLY, transaction.host() + " " + log.name() + "-" + offset + " " + text(headers, value));
        }
        return offset;
    }

    /** Decides; saying the same once more is no mistake. */
    void end(String id, int epoch, boolean commit) {
        Registered registered = ids.computeIfAbsent(id, name -> new Registered());
        check(registered, epoch);
        SimulatedTransaction latest = registered.latest;
        boolean isOpen = latest != null && latest.isOpen();
        if (commit && !isOpen && (latest == null || !latest.isCommitted())) {
            throw new InvalidTxnStateException("nothing to commit");
        }
        if (latest != null && isOpen) {
            decide(latest, commit);
        }
        step(id);
    }

    /** Refused, as something to try again, while the latest transaction of that id is not told everywhere. */
    void checkOver(String id) {
        SimulatedTransaction latest = ids.computeIfAbsent(id, name -> new Registered()).latest;
        if (latest != null && !latest.isOpen() && !latest.isOver()) {
            throw new ConcurrentTransactionsException("the one before is not marked everywhere");
        }
    }

    /** Every transaction that was committed, in the order of the decisions. */
    public List<SimulatedTransaction> committed() {
        return decided;
    }

    /** The offset of that partition that was committed last, though its marker may still be on its way; 0 for none. */
    public long decidedOffset(TopicPartition partition) {
        for (SimulatedTransaction transaction : decided.reversed()) {
            OffsetAndMetadata offset = transaction.offsets().get(partition);
            if (offset != null) {
                return offset.offset();
            }
        }
        return 0;
    }

    private SimulatedTransaction open(String id, int epoch) {
        Registered registered = ids.computeIfAbsent(id, name -> new Registered());
        check(registered, epoch);
        SimulatedTransaction latest = registered.latest;
        if (latest != null && latest.isOpen()) {
            return latest;
        }
        if (latest != null && !latest.isOver()) {
            throw new ConcurrentTransactionsException("the one before is not marked everywhere");
        }
        SimulatedTransaction opened = new SimulatedTransaction(registered.host, time.now());
        registered.latest = opened;
        return opened;
    }

    private static String text(Headers headers, byte @Nullable [] value) {
        Header reason = headers.lastHeader("metronome-reason");
        return reason == null
                ? new String(value == null ? new byte[0] : value, UTF_8)
                : new String(reason.value(), UTF_8);
    }

    private void check(Registered registered, int epoch) {
        if (registered.epoch != epoch) {
            throw new ProducerFencedException("an older epoch");
        }
    }

    private void fence(Registered registered) {
        registered.epoch++;
        if (registered.latest != null && registered.latest.isOpen()) {
            decide(registered.latest, false);
        }
    }

    private void decide(SimulatedTransaction transaction, boolean commit) {
        transaction.decide(commit);
        time.tell(Kind.CHECKPOINT, transaction.toString());
        if (commit) {
            decided.add(transaction);
        }
        LongSupplier markers = broker.network().markers();
        for (PartitionLog log : List.copyOf(transaction.unmarked())) {
            time.in(
                    markers.getAsLong(),
                    () -> broker.whenUp(() -> {
                        log.mark(transaction, broker.millis());
                        transaction.unmarked().remove(log);
                    }));
        }
        if (!transaction.offsets().isEmpty()) {
            time.in(markers.getAsLong(), () -> broker.whenUp(() -> group.decided(transaction)));
        }
    }

    private void look() {
        broker.whenUp(() -> {
            for (Registered registered : ids.values()) {
                SimulatedTransaction latest = registered.latest;
                if (latest != null && latest.isOpen() && time.now() - latest.begunAt() > TIMEOUT) {
                    fence(registered);
                }
            }
        });
        time.in(LOOK_EVERY, this::look);
    }
}
