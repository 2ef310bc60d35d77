package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that cannot send: why, and what ends it. A state that was seen ends with the state; what an answer to a call
 * said is tried again with one command, after 1, 2, 4 … minutes, once the state says "authorized". Touched on the
 * dispatcher's thread only.
 */
final class Holds {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);
    private static final long FIRST_TRIAL = MINUTES.toNanos(1);
    private static final int LONGEST_TRIAL = 60;

    private final StatePoller questions;
    private final Time time;
    private final PipelineStats tally;
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
            PipelineStats tally,
            Hosts hosts,
            Consumer<InstanceLane> changed,
            BiConsumer<PendingCommand, String> rejected) {
        this.questions = new StatePoller(ports, loop, time, hosts, this::answered);
        this.time = time;
        this.tally = tally;
        this.changed = changed;
        this.rejected = rejected;
    }

    StatePoller questions() {
        return questions;
    }

    /** An answer to a call said that the instance cannot send. */
    void refused(InstanceLane lane, Answer.Held answer) {
        InstanceStatus watch = lane.watch();
        if (answer.reason() != HoldReason.STARTING) {
            watch.refused();
        }
        int doublings = Math.clamp(watch.refusals() - 1L, 0, 6);
        long wait = Math.min(LONGEST_TRIAL, 1L << doublings) * FIRST_TRIAL;
        set(watch, Hold.refused(answer, since(watch, answer.reason()), watch.refusals(), time.nanos() + wait));
        questions.plan(watch);
    }

    /** A setSettings was accepted: the instance restarts. */
    void restarting(InstanceLane lane) {
        InstanceStatus watch = lane.watch();
        watch.restarts();
        set(watch, Hold.restarting(time.millis(), watch.refusals(), time.nanos()));
        questions.plan(watch);
    }

    /** 403 to a method that takes an access of its own: the command waits for what the state is answered. */
    void doubt(InstanceLane lane, PendingCommand pending, String detail) {
        InstanceStatus watch = lane.watch();
        watch.doubt(pending, detail);
        watch.restarts();
        questions.plan(watch);
    }

    /** A call was taken, or refused for its own sake. A state that was seen to be bad is not made good by that. */
    void works(InstanceLane lane) {
        InstanceStatus watch = lane.watch();
        watch.works();
        if (watch.hold() != null && watch.hold().doubted()) {
            set(watch, null);
        }
    }

    /** A call came to nothing that tells of the instance: the next trial comes a minute later. */
    void unclear(InstanceLane lane) {
        Hold hold = lane.watch().hold();
        if (hold != null && hold.doubted()) {
            lane.watch().hold(hold.triedAt(time.nanos() + FIRST_TRIAL), time.nanos());
        }
    }

    /** The lane is on a partition that is served: a hold that a former owner left counts as ours. */
    void serve(InstanceLane lane) {
        Hold hold = lane.watch().hold();
        count(lane.watch(), hold == null ? null : hold.reason());
        questions.consider(lane.watch());
    }

    /** The lane is not ours any more, or is forgotten. */
    void leave(InstanceLane lane) {
        questions.forget(lane.watch());
        count(lane.watch(), null);
    }

    private void answered(InstanceStatus watch, InstanceState state) {
        decide(watch, state);
        switch (state) {
            case InstanceState.Authorized authorized -> authorized(watch);
            case InstanceState.Held held -> {
                long since = since(watch, held.reason());
                set(watch, Hold.seen(held, since, watch.refusals(), time.nanos()));
            }
            case InstanceState.Unread unread ->
                LOG.debug(
                        "The state of instance {} is not known: {}",
                        watch.lane().instance(),
                        unread.detail());
        }
        questions.plan(watch);
        changed.accept(watch.lane());
    }

    private void decide(InstanceStatus watch, InstanceState state) {
        PendingCommand doubted = watch.doubted();
        if (doubted == null || state instanceof InstanceState.Unread) {
            return;
        }
        String detail = watch.doubt();
        watch.doubt(null, "");
        boolean isOfTheInstance = state instanceof InstanceState.Held held && held.reason() == HoldReason.FORBIDDEN;
        if (!isOfTheInstance && !doubted.hasEnded()) {
            rejected.accept(doubted, detail);
        }
    }

    private void authorized(InstanceStatus watch) {
        Hold hold = watch.hold();
        if (hold != null && hold.endsWithTheState()) {
            set(watch, null);
        } else if (hold != null && !hold.doubted()) {
            watch.hold(hold.inDoubt(), time.nanos());
        }
    }

    private long since(InstanceStatus watch, HoldReason reason) {
        Hold before = watch.hold();
        return before != null && before.reason() == reason ? before.sinceMillis() : time.millis();
    }

    private void set(InstanceStatus watch, @Nullable Hold next) {
        Hold before = watch.hold();
        InstanceLane lane = watch.lane();
        watch.hold(next, time.nanos());
        count(watch, next == null || !lane.partition().mayCall() ? null : next.reason());
        // What was announced may have to wait for days now, and a kill must not make an unknown outcome of it.
        if (next != null && lane.onTheRoad() == null) {
            Announcements.withdraw(lane);
        }
        if (next == null ? before != null : !next.isTheSameAs(before)) {
            Conditions.note(lane, time.nanos());
            LOG.info("Instance {} {}", lane.instance(), next == null ? "works again" : "is held: " + next.detail());
        }
    }

    private void count(InstanceStatus watch, @Nullable HoldReason reason) {
        if (watch.counted() != reason) {
            tally.held(watch.counted(), reason);
            watch.counted(reason);
        }
    }
}
