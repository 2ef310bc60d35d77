package io.metronome.simulation.cluster;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedThread;
import io.metronome.simulation.time.SimulatedTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A Kafka of one broker: its topics, its coordinators, its own calendar, and whether it answers. */
public final class SimulatedBroker {
    private static final long CLIENT_PATIENCE = SECONDS.toNanos(6);

    private final SimulatedTime time;
    private final long calendarMillis;
    private final Map<TopicPartition, PartitionLog> logs = new LinkedHashMap<>();
    private final SimulatedTopics topics = new SimulatedTopics();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final GroupCoordinator group;
    private final TransactionCoordinator transactions;
    private final List<String> wronglyFenced = new ArrayList<>();
    private final Network network;
    private boolean up = true;

    /** @param partitions the commands topic's */
    public SimulatedBroker(SimulatedTime time, int partitions, long calendarMillis) {
        this.time = time;
        this.network = new Network(time);
        this.calendarMillis = calendarMillis;
        this.group = new GroupCoordinator(this, time, partitions);
        this.transactions = new TransactionCoordinator(this, time, group);
    }

    public SimulatedTopics topics() {
        return topics;
    }

    public GroupCoordinator group() {
        return group;
    }

    public TransactionCoordinator transactions() {
        return transactions;
    }

    /** A worker or an operator fences that id: not while its member is in the group. */
    void fence(String id) {
        if (group.members().stream().anyMatch(member -> id.contains("-" + member + "-"))) {
            wronglyFenced.add(id);
        }
        transactions.fence(id);
    }

    /** Ids that were fenced while their members were alive. */
    public List<String> wronglyFenced() {
        return wronglyFenced;
    }

    /** Its calendar. */
    public long millis() {
        return calendarMillis + NANOSECONDS.toMillis(time.now());
    }

    public PartitionLog log(String topic, int partition) {
        return logs.computeIfAbsent(new TopicPartition(topic, partition), PartitionLog::new);
    }

    /** Whether Kafka answers. */
    public boolean isUp() {
        return up;
    }

    /** Stops to answer; what is sent to it waits in sockets, or is lost. */
    public void goAway() {
        up = false;
    }

    /** Everything takes so many times as long. */
    public void slow(int times) {
        network.slow(times);
    }

    /** From now on every message, and every marker of a transaction, takes half a millisecond. */
    public void beCalm() {
        network.calm();
    }

    Network network() {
        return network;
    }

    public void comeBack() {
        if (up) {
            return;
        }
        up = true;
        group.refreshSessions();
        while (!waiting.isEmpty()) {
            time.in(0, waiting.removeFirst());
        }
    }

    /** Now, or when it is back. */
    public void whenUp(Runnable action) {
        if (up) {
            action.run();
        } else {
            waiting.addLast(() -> whenUp(action));
        }
    }

    /** On a thread: a request and its answer. What was sent is done even if nobody waits for it any more. */
    <T> T ask(SimulatedThread thread, Supplier<T> atBroker) {
        return ask(thread, CLIENT_PATIENCE, atBroker);
    }

    <T> T ask(SimulatedThread thread, long patience, Supplier<T> atBroker) {
        return thread.await(waitingFor -> {
            send(() -> {
                Supplier<T> answer = answer(atBroker);
                time.in(network.message(), () -> waitingFor.end(answer));
            });
            thread.host()
                    .in(
                            patience,
                            () -> waitingFor.end(() -> {
                                throw new TimeoutException(
                                        "no answer within " + NANOSECONDS.toMillis(patience) + " ms");
                            }));
        });
    }

    /** Something is on its way here; where nobody answers, it may be lost. */
    void send(Runnable handling) {
        time.in(network.message(), () -> {
            if (up) {
                handling.run();
            } else if (time.oneIn(2)) {
                whenUp(handling);
            }
        });
    }

    /** Something that gets here in the end, and not before what was sent that way earlier. When it arrives. */
    long deliver(long notBefore, Runnable handling) {
        long at = Math.max(notBefore, time.now() + network.message());
        time.at(at, () -> whenUp(handling));
        return at;
    }

    /** Something goes back to a host. */
    void answer(SimulatedHost host, Runnable hearing) {
        time.in(network.message(), () -> host.in(0, hearing));
    }

    private static <T> Supplier<T> answer(Supplier<T> atBroker) {
        try {
            T value = atBroker.get();
            return () -> value;
        } catch (RuntimeException failure) {
            return () -> {
                throw failure;
            };
        }
    }
}
