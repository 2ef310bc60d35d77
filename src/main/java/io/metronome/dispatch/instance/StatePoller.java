package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Instance;
import io.metronome.delivery.InstanceState;
import io.metronome.dispatch.host.Host;
import io.metronome.dispatch.host.HostCapacity;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import io.metronome.pacing.Pace;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Asks instances for their state: those with work once a minute, those that restart after 1, 2, 4 … seconds. All share
 * so many questions a second that thousands of held instances are no storm.
 */
final class StatePoller {
    private static final Logger LOG = LoggerFactory.getLogger(StatePoller.class);

    /** A hundred a second. */
    private static final long SPACING = MILLISECONDS.toNanos(10);

    private static final long HOST_IS_BUSY = SECONDS.toNanos(1);

    private final Ports ports;
    private final DispatcherLoop loop;
    private final Time time;
    private final HostCapacity<InstanceLane> hosts;
    private final BiConsumer<InstanceStatus, InstanceState> answered;
    private final Heap<InstanceStatus> urgent = new Heap<>();
    private final Heap<InstanceStatus> others = new Heap<>();
    private long slotAt = Pace.NEVER;
    private boolean othersTurn;
    private boolean allowed;

    /** @param answered told of each answer while the partition is owned; it plans the next question */
    StatePoller(
            Ports ports,
            DispatcherLoop loop,
            Time time,
            HostCapacity<InstanceLane> hosts,
            BiConsumer<InstanceStatus, InstanceState> answered) {
        this.ports = ports;
        this.loop = loop;
        this.time = time;
        this.hosts = hosts;
        this.answered = answered;
    }

    /** Plans the next question, if none is planned. */
    void consider(InstanceStatus status) {
        loop.assertOwned();
        if (!isPlanned(status)) {
            plan(status);
        }
    }

    /** Plans the next question anew. */
    void plan(InstanceStatus status) {
        loop.assertOwned();
        forget(status);
        if (!status.isAsking() && status.isWorthAsking()) {
            long at = status.nextAt(time.nanos(), time.millis(), ports.jitter().getAsDouble());
            (status.isUrgent() ? urgent : others).put(status, at);
        }
    }

    /** Whether the state will be asked for, or is being asked for. */
    boolean isPlanned(InstanceStatus status) {
        return status.isAsking() || urgent.holds(status) || others.holds(status);
    }

    void forget(InstanceStatus status) {
        loop.assertOwned();
        urgent.remove(status);
        others.remove(status);
    }

    /** Asks the instances that are due, within the number of questions a second, and only while calls are allowed. */
    void round(long now, boolean allow) {
        loop.assertOwned();
        allowed = allow;
        while (allow && slotAt <= now && next() <= now) {
            ask(take(now), now);
        }
    }

    /** When to come back, monotonic nanoseconds. */
    long alarm() {
        return allowed && next() != Pace.FAR ? Math.max(slotAt, next()) : Pace.FAR;
    }

    private long next() {
        return Math.min(urgent.firstKey(), others.firstKey());
    }

    /* In turns, where there are more than can be asked: neither kind must keep the other waiting for ever. */
    private InstanceStatus take(long now) {
        boolean isUrgent = urgent.firstKey() <= now && (others.firstKey() > now || !othersTurn);
        othersTurn = isUrgent;
        Heap<InstanceStatus> heap = isUrgent ? urgent : others;
        InstanceStatus status = heap.first();
        heap.remove(status);
        return status;
    }

    private void ask(InstanceStatus status, long now) {
        Instance instance = ports.instances().find(status.lane().instance());
        if (!status.isWorthAsking() || instance == null) {
            return;
        }
        Host<InstanceLane> host = hosts.of(instance);
        if (!host.takesQuestions(now)) {
            others.put(status, now + HOST_IS_BUSY);
            return;
        }
        slotAt = now + SPACING;
        status.asked(now);
        host.questionAsked();
        ports.api()
                .readState(instance)
                .onErrorResume(Exception.class, failure -> Mono.just(unforeseen(status, failure)))
                .subscribe(
                        state -> loop.run(() -> {
                            host.questionEnded(time.nanos() - now);
                            answered(status, state);
                        }),
                        loop::failed);
    }

    private static InstanceState unforeseen(InstanceStatus status, Exception failure) {
        LOG.error(
                "The state of instance {} could not be read in an unforeseen way",
                status.lane().instance(),
                failure);
        return new InstanceState.Unread(0, "an unforeseen failure of metronome itself");
    }

    private void answered(InstanceStatus status, InstanceState state) {
        status.answered();
        if (status.lane().partition().mayCall()) {
            answered.accept(status, state);
        }
    }
}
