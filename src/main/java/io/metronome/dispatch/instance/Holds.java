package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.dispatch.host.HostCapacity;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that cannot send: why, and what ends it. A state that was seen ends with the state; what an answer to a call
 * said is tried again with one command, after 1, 2, 4 … minutes, once the state says "authorized".
 */
public final class Holds {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);
    private static final long FIRST_TRIAL = MINUTES.toNanos(1);
    private static final int LONGEST_TRIAL = 60;

    private final StatePoller statePoller;
    private final DispatcherLoop loop;
    private final Time time;
    private final PipelineStats stats;
    private final Consumer<InstanceLane> changed;
    private final BiConsumer<PendingCommand, String> rejected;

    /**
     * @param changed told whenever an answer about a state may have opened or closed a lane
     * @param rejected told of a command whose 403 was meant for its method, and of the API's words
     */
    Holds(
            Ports ports,
            DispatcherLoop loop,
            Time time,
            PipelineStats stats,
            HostCapacity<InstanceLane> hosts,
            Consumer<InstanceLane> changed,
            BiConsumer<PendingCommand, String> rejected) {
        this.statePoller = new StatePoller(ports, loop, time, hosts, this::answered);
        this.loop = loop;
        this.time = time;
        this.stats = stats;
        this.changed = changed;
        this.rejected = rejected;
    }

    StatePoller statePoller() {
        return statePoller;
    }

    /** An answer to a call said that the instance cannot send. */
    public void heldBy(InstanceLane lane, Answer.Held answer) {
        loop.assertOwned();
        InstanceStatus status = lane.status();
        if (answer.reason() != HoldReason.STARTING) {
            status.refused();
        }
        int doublings = Math.clamp(status.refusals() - 1L, 0, 6);
        long wait = Math.min(LONGEST_TRIAL, 1L << doublings) * FIRST_TRIAL;
        set(status, Hold.byAnswer(answer, since(status, answer.reason()), status.refusals(), time.nanos() + wait));
        statePoller.plan(status);
    }

    /** A setSettings was accepted: the instance restarts. */
    public void restarting(InstanceLane lane) {
        loop.assertOwned();
        InstanceStatus status = lane.status();
        status.resetPolls();
        set(status, Hold.restarting(time.millis(), status.refusals(), time.nanos()));
        statePoller.plan(status);
    }

    /** 403 to a method that takes an access of its own: the command waits for what the state is answered. */
    public void askState(InstanceLane lane, PendingCommand pending, String detail) {
        loop.assertOwned();
        InstanceStatus status = lane.status();
        status.doubt(pending, detail);
        status.resetPolls();
        statePoller.plan(status);
    }

    /**
     * The instance works: a call was accepted, refused for the command's own sake, or limited by a 429. A hold that waits
     * for the state does not end by that.
     */
    public void instanceWorks(InstanceLane lane) {
        loop.assertOwned();
        InstanceStatus status = lane.status();
        status.works();
        if (status.hold() != null && status.hold().isOnTrial()) {
            set(status, null);
        }
    }

    /** The outcome of a call says nothing about the instance: the next trial comes a minute later. */
    public void inconclusive(InstanceLane lane) {
        loop.assertOwned();
        Hold hold = lane.status().hold();
        if (hold != null && hold.isOnTrial()) {
            lane.status().hold(hold.triedAt(time.nanos() + FIRST_TRIAL), time.nanos());
        }
    }

    /** The partition of the lane is served: a hold that a former owner left counts from now on. */
    public void serve(InstanceLane lane) {
        loop.assertOwned();
        Hold hold = lane.status().hold();
        count(lane.status(), hold == null ? null : hold.reason());
        statePoller.consider(lane.status());
    }

    /** The lane is forgotten, or its partition is not owned any more. */
    void leave(InstanceLane lane) {
        loop.assertOwned();
        statePoller.forget(lane.status());
        count(lane.status(), null);
    }

    private void answered(InstanceStatus status, InstanceState state) {
        decide(status, state);
        switch (state) {
            case InstanceState.Authorized authorized -> authorized(status);
            case InstanceState.Held held -> {
                long since = since(status, held.reason());
                set(status, Hold.byState(held, since, status.refusals(), time.nanos()));
            }
            case InstanceState.Unread unread ->
                LOG.debug(
                        "The state of instance {} is not known: {}",
                        status.lane().instance(),
                        unread.detail());
        }
        statePoller.plan(status);
        changed.accept(status.lane());
    }

    private void decide(InstanceStatus status, InstanceState state) {
        PendingCommand doubted = status.doubted();
        if (doubted == null || state instanceof InstanceState.Unread) {
            return;
        }
        String detail = status.doubtDetail();
        status.doubt(null, "");
        boolean isOfTheInstance = state instanceof InstanceState.Held held && held.reason() == HoldReason.FORBIDDEN;
        if (!isOfTheInstance && !doubted.hasEnded()) {
            rejected.accept(doubted, detail);
        }
    }

    private void authorized(InstanceStatus status) {
        Hold hold = status.hold();
        if (hold != null && hold.endsOnceAuthorized()) {
            set(status, null);
        } else if (hold != null && !hold.isOnTrial()) {
            status.hold(hold.onTrial(), time.nanos());
        }
    }

    private long since(InstanceStatus status, HoldReason reason) {
        Hold before = status.hold();
        return before != null && before.reason() == reason ? before.sinceMillis() : time.millis();
    }

    private void set(InstanceStatus status, @Nullable Hold next) {
        Hold before = status.hold();
        InstanceLane lane = status.lane();
        status.hold(next, time.nanos());
        count(status, next == null || !lane.partition().mayCall() ? null : next.reason());
        // What was announced may have to wait for days now, and a kill must not make an unknown outcome of it.
        if (next != null && lane.inFlight() == null) {
            Announcements.withdraw(lane, time.nanos());
        }
        if (next == null ? before != null : !next.isTheSameAs(before)) {
            Conditions.note(lane, time.nanos());
            LOG.info("Instance {} {}", lane.instance(), next == null ? "works again" : "is held: " + next.detail());
        }
    }

    private void count(InstanceStatus status, @Nullable HoldReason reason) {
        if (status.counted() != reason) {
            stats.held(status.counted(), reason);
            status.counted(reason);
        }
    }
}
