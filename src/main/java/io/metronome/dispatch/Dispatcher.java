package io.metronome.dispatch;

import io.metronome.command.Instance;
import io.metronome.command.Reason;
import io.metronome.command.Reply;
import io.metronome.delivery.Answer;
import io.metronome.delivery.ReadSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The pipeline, from top to bottom: a letter is taken in, finds its lane, gets its turn, is called, is answered, and
 * ends. Everything here runs on the dispatcher's thread; what it decides becomes true with the next checkpoint.
 *
 * <pre>
 * take ─▶ admit ─▶ queue ─▶ round ─▶ turn ─▶ call ─▶ answered ─▶ end ─▶ (checkpoint)
 *           └─ refused ──────────────┘                  └─ again ─▶ queue
 * </pre>
 */
final class Dispatcher implements LaneScheduler.Learning {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /* Turns that end commands have no bound of their own; after so many others get their turns. */
    private static final int TURNS = 2_000;

    private final Ports ports;
    private final DispatcherLoop loop;
    private final Time time;
    private final PartitionLifecycle lifecycle;
    private final MemoryBudget memory;
    private final WaitReasons reasons;
    private final UnsavedCalls unsavedCalls;
    private final PipelineStats stats;
    private final Duration instanceGrace;
    private final CommandBodies bodies = CommandBodies.inMemory();
    private final CommandTimers timers;
    private final CommandCompletion completion;
    private final LaneScheduler lanes;
    private final Admission admission;
    private final Reception reception;
    private final Hosts hosts;
    private final AnswerHandler answerHandler;

    Dispatcher(
            DispatchSettings settings,
            Ports ports,
            DispatcherLoop loop,
            Time time,
            Lease lease,
            PartitionLifecycle lifecycle,
            Checkpoints checkpoints,
            MemoryBudget memory,
            PipelineStats stats) {
        this.ports = ports;
        this.loop = loop;
        this.time = time;
        this.lifecycle = lifecycle;
        this.memory = memory;
        this.stats = stats;
        this.instanceGrace = settings.instanceGrace();
        this.unsavedCalls = checkpoints.unsavedCalls();
        this.hosts = new Hosts(settings.maxInFlight(), time);
        this.reasons = new WaitReasons(ports.instances(), hosts, lease, checkpoints, time);
        this.lanes = new LaneScheduler(ports, settings, loop, time, stats, hosts, reasons, this::round, this);
        this.timers = new CommandTimers(time, lanes::queue, this::expire);
        this.completion = new CommandCompletion(ports.replies(), time, ports.listener(), stats);
        this.admission = new Admission(settings, ports.codec(), completion, time);
        this.answerHandler = new AnswerHandler(ports, loop, time, lanes, completion, this::end);
        this.reception = new Reception(
                admission, bodies, timers, stats, ports.listener(), time, this::unanswered, answerHandler::restored);
    }

    /** What a poll brought. */
    void take(List<Arrivals.Delivery> deliveries) {
        for (Arrivals.Delivery delivery : deliveries) {
            OwnedPartition partition = lifecycle.live(delivery.partition(), delivery.ownership());
            // After a restore the poll thread reads on for a moment from where it was, before it goes back.
            if (partition != null && partition.news().isPast(delivery.from())) {
                reception.take(partition, delivery);
            }
        }
        memory.balance();
        round();
    }

    /** What a former owner had read, as far as it is in these. */
    void restored(OwnedPartition partition, List<RestoredPartition.RestoredCommand> found) {
        found.forEach(one -> reception.takeBack(partition, one));
        round();
    }

    /** Gives turns to whoever is due, as far as capacity goes, and sets the alarm for the next. */
    void round() {
        long now = time.nanos();
        timers.wake();
        lanes.release(now);
        int turns = 0;
        while (turns < TURNS && mayTurn(now)) {
            turn(lanes.first(), now);
            turns++;
        }
        lanes.ask(now, reasons.ofLedger().isReady());
        lanes.forgetIdle(now);
        stats.round(lanes.due(now) + hosts.waiting(now), hosts.inFlight());
        long next = Math.min(lanes.alarm(now), timers.alarm());
        loop.alarm(turns < TURNS ? next : now, this::round);
    }

    private boolean mayTurn(long now) {
        boolean hasRoom = !hosts.isFull() || hosts.hasReservations();
        return hasRoom && lanes.due(now) > 0 && reasons.ofWorker().isReady();
    }

    private void turn(InstanceLane lane, long now) {
        Instance instance = ports.instances().find(lane.instance());
        PendingCommand next = instance == null ? lane.upcoming() : lane.next(now);
        hosts.assign(lane, instance);
        if (next == null) {
            lanes.prepare(lane, now);
        } else if (next.expiresAt() <= time.millis()) {
            expire(next);
        } else {
            switch (reasons.ofTurn(lane, next, now).step()) {
                case CALL -> depart(lane, next, instance);
                case ANNOUNCE -> announce(lane, next, now);
                case PARK -> lanes.park(lane, next);
                case GIVE_UP -> absent(lane, next);
                case WAIT -> lanes.prepare(lane, now);
            }
        }
    }

    /* Room first: a call that is announced and then finds no room would never go beside those that need no announcement. */
    private void announce(InstanceLane lane, PendingCommand next, long now) {
        hosts.reserve(lane);
        Announcements.announce(lane, next, now);
        lanes.place(lane);
    }

    private void absent(InstanceLane lane, PendingCommand next) {
        lane.withdraw(next);
        String detail = "the instances file does not name " + lane.instance()
                + " any more, and did not name it again within " + instanceGrace.toSeconds() + " s";
        end(next, completion.dead(next, Reason.UNKNOWN_INSTANCE, detail, 0));
    }

    private void depart(InstanceLane lane, PendingCommand next, @Nullable Instance instance) {
        if (instance == null || !hosts.permits(lane)) {
            lanes.park(lane, next);
            return;
        }
        if (lane.announced() != next) {
            Announcements.withdraw(lane);
        }
        long dueAt = lane.dueAt(next);
        lanes.depart(next);
        hosts.callStarted(lane);
        next.partition().inFlight(1);
        unsavedCalls.callStarted();
        bodies.fetch(next, body -> verify(instance, next, body, dueAt));
    }

    /* What came while the instance's messenger was unknown is read again, now that it is known. */
    private void verify(Instance instance, PendingCommand pending, CommandBody body, long dueAt) {
        switch (admission.verified(pending, body)) {
            case Admission.Welcome welcome -> welcome(instance, pending, body, welcome, dueAt);
            case Admission.Refused refused -> {
                arrive(pending, null, 0);
                end(pending, refused.refusal().replies());
            }
        }
    }

    private void welcome(
            Instance instance, PendingCommand pending, CommandBody body, Admission.Welcome welcome, long dueAt) {
        if (welcome.verified()) {
            CommandBody verified = new CommandBody(body.commandRecord(), welcome.command());
            call(instance, new Call(pending, verified, dueAt, time.nanos()));
        } else {
            // The instances file has lost the instance a moment ago.
            arrive(pending, null, 0);
            lanes.back(pending);
        }
    }

    private void call(Instance instance, Call call) {
        PendingCommand pending = call.pending();
        Mono<Answer> answer = ports.api()
                .call(instance, pending.method(), call.requestBody(), () -> reasons.beforeTheWrite(call), call);
        call.followed(ports.tracing(), instance, answer).subscribe(it -> loop.run(() -> answered(call, it)));
    }

    private void answered(Call call, Answer answer) {
        PendingCommand pending = call.pending();
        long duration = time.nanos() - call.startedAt();
        boolean hostAils = arrive(pending, answer, duration);
        if (pending.partition().isOurs()) {
            lanes.arrived(call);
            answerHandler.of(call, answer, hostAils);
            ports.listener().answered(pending.lane().instance(), pending.method(), answer, duration);
            lifecycle.callEnded(pending.partition());
            expireLate(pending);
        } else {
            LOG.warn(
                    "Instance {} was answered after its partition was lost",
                    pending.lane().instance());
        }
        round();
    }

    @Override
    public void shown(InstanceLane lane, ReadSettings settings) {
        answerHandler.shown(lane, settings);
    }

    @Override
    public void rejected(PendingCommand pending, String detail) {
        answerHandler.rejected(pending, detail);
    }

    /* A former owner was about to call it, or did, and ended before it could say what came of it. */
    private void unanswered(PendingCommand pending) {
        pending.tried(new Answer.Unknown(0, ""));
        pending.leaveLane();
        String detail = "the worker that was about to call ended before it could tell whether it did";
        end(pending, completion.dead(pending, Reason.OUTCOME_UNKNOWN, detail, 0));
    }

    private void expire(PendingCommand pending) {
        boolean isTaken = pending.isInFlight() || pending.taken() != null;
        if (pending.hasEnded() || isTaken || !pending.partition().mayCall()) {
            return;
        }
        pending.leaveLane();
        end(pending, completion.expired(pending));
    }

    /* Its expiry may have passed during the call; a command that goes back has no other alarm for that. */
    private void expireLate(PendingCommand pending) {
        if (pending.expiresAt() <= time.millis()) {
            expire(pending);
        }
    }

    private void end(PendingCommand pending, List<Reply> replies) {
        Announcements.ended(pending);
        completion.end(pending, replies);
        bodies.drop(pending);
        timers.ended(pending);
        lanes.place(pending.lane());
    }

    private boolean arrive(PendingCommand pending, @Nullable Answer answer, long durationNanos) {
        pending.partition().inFlight(-1);
        unsavedCalls.callEnded();
        pending.lane().arrived();
        return hosts.callEnded(pending.lane(), answer, durationNanos);
    }

    /** A checkpoint holds these announcements: the calls may start. */
    void announced(List<Announcement> saved) {
        for (Announcement one : saved) {
            one.saved();
            lanes.place(one.lane());
        }
    }

    /** The lane's instance may have come, gone, or moved to another host. */
    void instanceChanged(InstanceLane lane) {
        if (lane.partition().mayCall()) {
            lanes.instanceChanged(lane);
        }
    }

    /** Lanes of a partition begin to get turns. */
    void open(OwnedPartition partition) {
        lanes.place(partition);
    }

    /** Lanes of a partition get no more turns; what they announced and did not begin is taken back. */
    void close(OwnedPartition partition) {
        timers.forget(partition);
        partition.lanes().stream().filter(lane -> lane.inFlight() == null).forEach(Announcements::withdraw);
        lanes.place(partition);
    }
}
