package io.metronome.simulation.cluster;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedThread;
import io.metronome.simulation.time.SimulatedTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A Kafka of one broker: its topics, its coordinators, its own calendar, and whether it answers. */
final class SimulatedBroker {
    private static final long CLIENT_PATIENCE = SECONDS.toNanos(6);

    private final SimulatedTime line;
    private final long calendarMillis;
    private final Map<TopicPartition, PartitionLog> logs = new HashMap<>();
    private final SimulatedTopics topics = new SimulatedTopics();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final GroupCoordinator group;
    private final TransactionCoordinator transactions;
    private final List<String> wronglyFenced = new ArrayList<>();
    private boolean up = true;
    private int slowness = 1;

    /** @param partitions the commands topic's */
    SimulatedBroker(SimulatedTime line, int partitions, long calendarMillis) {
        this.line = line;
        this.calendarMillis = calendarMillis;
        this.group = new GroupCoordinator(this, line, partitions);
        this.transactions = new TransactionCoordinator(this, line, group);
    }

    SimulatedTopics topics() {
        return topics;
    }

    GroupCoordinator group() {
        return group;
    }

    TransactionCoordinator transactions() {
        return transactions;
    }

    /** Somebody fences that id: not while its member is in the group. */
    void fence(String id) {
        if (group.members().stream().anyMatch(member -> id.contains("-" + member + "-"))) {
            wronglyFenced.add(id);
        }
        transactions.fence(id);
    }

    /** Ids that were fenced while their members were alive. */
    List<String> wronglyFenced() {
        return wronglyFenced;
    }

    /** Its calendar. */
    long millis() {
        return calendarMillis + NANOSECONDS.toMillis(line.now());
    }

    PartitionLog log(String topic, int partition) {
        return logs.computeIfAbsent(new TopicPartition(topic, partition), PartitionLog::new);
    }

    boolean isUp() {
        return up;
    }

    /** Stops to answer; what is sent to it waits in sockets, or is lost. */
    void goAway() {
        up = false;
    }

    /** Everything takes so many times as long. */
    void slow(int times) {
        slowness = times;
    }

    void comeBack() {
        if (up) {
            return;
        }
        up = true;
        group.refreshSessions();
        while (!waiting.isEmpty()) {
            line.in(0, waiting.removeFirst());
        }
    }

    /** Now, or when it is back. */
    void whenUp(Runnable action) {
        if (up) {
            action.run();
        } else {
            waiting.addLast(() -> whenUp(action));
        }
    }

    /** On a strand: a request and its answer. What was sent is done even if nobody waits for it any more. */
    <T> T ask(SimulatedThread strand, Supplier<T> atBroker) {
        return ask(strand, CLIENT_PATIENCE, atBroker);
    }

    <T> T ask(SimulatedThread strand, long patience, Supplier<T> atBroker) {
        return strand.await(waitingFor -> {
            send(() -> {
                Supplier<T> answer = answer(atBroker);
                line.in(latency(), () -> waitingFor.end(answer));
            });
            strand.host()
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
        line.in(latency(), () -> {
            if (up) {
                handling.run();
            } else if (line.oneIn(2)) {
                whenUp(handling);
            }
        });
    }

    /** Something that gets here in the end, and not before what was sent that way earlier. When it arrives. */
    long deliver(long notBefore, Runnable handling) {
        long at = Math.max(notBefore, line.now() + latency());
        line.at(at, () -> whenUp(handling));
        return at;
    }

    /** Something goes back to a host. */
    void answer(SimulatedHost host, Runnable hearing) {
        line.in(latency(), () -> host.in(0, hearing));
    }

    private long latency() {
        return slowness * (line.oneIn(20) ? line.between(500, 20_000) : line.between(50, 1_000));
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
