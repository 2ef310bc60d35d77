package io.metronome.dispatch;

import io.metronome.command.Instance;
import io.metronome.delivery.Answer;
import io.metronome.delivery.ReadSettings;
import io.metronome.dispatch.host.HostCapacity;
import io.metronome.dispatch.instance.Announcements;
import io.metronome.dispatch.instance.Call;
import io.metronome.dispatch.instance.CommandBody;
import io.metronome.dispatch.instance.CommandTimers;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.InstanceLanes;
import io.metronome.dispatch.instance.LaneScheduler;
import io.metronome.dispatch.instance.LaneState;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.instance.WaitReasons;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.Checkpoints;
import io.metronome.dispatch.partition.Lease;
import io.metronome.dispatch.partition.MemoryBudget;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionLifecycle;
import io.metronome.dispatch.partition.RestoredPartition;
import io.metronome.dispatch.partition.UnsavedCalls;
import io.metronome.ledger.CommittedCheckpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The pipeline, from top to bottom: a record is taken in, becomes a command in a lane, gets its turn, is called, is
 * answered, and ends. What is decided here becomes true with the next checkpoint.
 *
 * <pre>
 * take ─▶ admit ─▶ queue ─▶ round ─▶ turn ─▶ call ─▶ answered ─▶ end ─▶ (checkpoint)
 *           └─ refused ──────────────┘                  └─ again ─▶ queue
 * </pre>
 */
final class Dispatcher implements LaneScheduler.PollListener {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Ports ports;
    private final DispatcherLoop loop;
    private final Time time;
    private final PartitionLifecycle lifecycle;
    private final MemoryBudget memory;
    private final WaitReasons reasons;
    private final UnsavedCalls unsavedCalls;
    private final InstanceLanes instanceLanes;
    private final BodyLoads loads;
    private final CommandTimers timers;
    private final CommandEnds ends;
    private final LaneScheduler lanes;
    private final Admission admission;
    private final Reception reception;
    private final HostCapacity<InstanceLane> hosts;
    /* Turns that end commands have no bound of their own; after so many others get their turns. */
    private final int turnsPerRound;
    private final AnswerHandler answerHandler;
    private final ControlHandler control;

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
        this.turnsPerRound = settings.bounds().turnsPerRound();
        this.unsavedCalls = checkpoints.unsavedCalls();
        this.instanceLanes = new InstanceLanes(ports.instances(), time);
        this.hosts = new HostCapacity<>(loop, settings.maxInFlight(), time, ports.listener());
        this.reasons = new WaitReasons(ports.instances(), hosts, lease, checkpoints, time);
        this.lanes =
                new LaneScheduler(ports, settings, loop, time, stats, instanceLanes, hosts, reasons, this::round, this);
        CommandCompletion completion = new CommandCompletion(ports.replies(), time, ports.listener(), stats);
        this.ends = new CommandEnds(settings, loop, time, lanes, completion, this::round);
        this.timers = ends.timers();
        this.loads = new BodyLoads(ports.spill(), loop);
        this.admission = new Admission(settings, ports.codec(), completion, instanceLanes, time);
        this.control = new ControlHandler(
                settings, ports, loop, time, stats, lifecycle, instanceLanes, lanes, ends, this::round);
        this.answerHandler = new AnswerHandler(ports, loop, time, lanes, completion, ends::end);
        this.reception =
                new Reception(instanceLanes, admission, ends, stats, ports.listener(), time, answerHandler::restored);
    }

    /** Takes in the records of a poll. */
    void take(List<DecodedBatch> batches) {
        for (DecodedBatch batch : batches) {
            OwnedPartition partition = lifecycle.live(batch.partition(), batch.ownership());
            if (partition != null) {
                reception.take(partition, batch);
            }
        }
        memory.balance();
        round();
    }

    /** Takes in these of the commands that a former owner had read. */
    void restored(OwnedPartition partition, List<RestoredPartition.RestoredCommand> found) {
        found.forEach(one -> reception.takeBack(partition, one));
        round();
    }

    /** Gives turns to the lanes that are due, as far as capacity goes, and sets the alarm for the next. */
    void round() {
        long now = time.nanos();
        timers.wake();
        lanes.release(now);
        int turns = 0;
        while (turns < turnsPerRound && mayTurn(now)) {
            turn(lanes.first(), now);
            turns++;
        }
        loads.begin(this::round);
        lanes.ask(now, reasons.ofLedger().isReady());
        lanes.forgetIdle(now);
        lanes.report();
        long next = Math.min(lanes.alarm(now), timers.alarm());
        loop.alarm(turns < turnsPerRound ? next : now, this::round);
    }

    private boolean mayTurn(long now) {
        boolean hasRoom = !hosts.isFull() || hosts.hasReservations();
        return hasRoom && lanes.due(now) > 0 && reasons.ofWorker().isReady();
    }

    private void turn(InstanceLane lane, long now) {
        Instance instance = ports.instances().find(lane.instance());
        PendingCommand next = instance == null ? lane.upcoming() : lane.next(now);
        hosts.assign(lane.hostPlace(), instance);
        if (next == null) {
            lanes.prepare(lane, now);
        } else if (!ends.endedAtItsTurn(next)) {
            switch (reasons.ofTurn(lane, next, now).step()) {
                case CALL -> start(lane, next, instance);
                case ANNOUNCE -> announce(lane, next, now);
                case PARK -> lanes.park(lane, next);
                case GIVE_UP -> ends.withoutInstance(next);
                case WAIT -> lanes.prepare(lane, now);
            }
        }
    }

    /* Room is kept first. Otherwise calls without an announcement would take it each time. */
    private void announce(InstanceLane lane, PendingCommand next, long now) {
        hosts.reserve(lane.hostPlace());
        Announcements.announce(lane, next, now);
        lanes.place(lane);
    }

    private void start(InstanceLane lane, PendingCommand next, @Nullable Instance instance) {
        if (instance == null || !hosts.permits(lane.hostPlace())) {
            lanes.park(lane, next);
            return;
        }
        if (lane.announced() != next) {
            Announcements.withdraw(lane, time.nanos());
        }
        long dueAt = lane.dueAt(next);
        lanes.callStarted(next);
        hosts.callStarted(lane.hostPlace());
        next.partition().inFlight(1);
        unsavedCalls.callStarted();
        loads.load(next, loaded -> verify(instance, loaded, dueAt));
    }

    /* A body that came while the instance's messenger was unknown is checked now. */
    private void verify(Instance instance, PendingCommand pending, long dueAt) {
        if (!pending.partition().isOwned()) {
            releaseCapacity(pending, null, 0);
            return;
        }
        CommandBody body = pending.body();
        Admission.Decision decision = admission.verified(pending, body);
        if (decision instanceof Admission.Admitted admitted && admitted.verified()) {
            CommandBody verified = new CommandBody(body.commandRecord(), admitted.command());
            call(instance, new Call(pending, verified, dueAt, time.nanos()));
            return;
        }
        releaseCapacity(pending, null, 0);
        if (decision instanceof Admission.Refused refused) {
            ends.end(pending, refused.refusal().end());
        } else {
            // The instances file has lost the instance a moment ago.
            lanes.back(pending);
        }
    }

    private void call(Instance instance, Call call) {
        PendingCommand pending = call.pending();
        Mono<Answer> answer = ports.api()
                .call(instance, pending.method(), call.requestBody(), () -> reasons.beforeTheWrite(call), call);
        call.followed(ports.tracing(), instance, answer)
                .subscribe(it -> loop.run(() -> answered(call, it)), loop::failed);
    }

    private void answered(Call call, Answer answer) {
        PendingCommand pending = call.pending();
        String instance = pending.lane().instance();
        long duration = time.nanos() - call.startedAt();
        boolean spared = releaseCapacity(pending, answer, duration);
        if (pending.partition().isOwned()) {
            lanes.noteDeparture(call);
            answerHandler.handle(call, answer, spared);
            ports.listener().answered(instance, pending.method(), answer, duration, call.span());
            lifecycle.callEnded(pending.partition());
            ends.endLate(pending);
        } else {
            LOG.warn("Instance {} was answered after its partition was lost", instance);
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

    /** The ledger refused a command. */
    void unwritable(CommittedCheckpoint.UnwritableCommand command) {
        ends.unwritable(lifecycle.partitions(), command);
    }

    /* Returns whether a failure is the host's, and does not count against the command. */
    private boolean releaseCapacity(PendingCommand pending, @Nullable Answer answer, long durationNanos) {
        pending.partition().inFlight(-1);
        unsavedCalls.callEnded();
        pending.lane().callEnded(time.nanos());
        return hosts.callEnded(pending.lane().hostPlace(), answer, durationNanos);
    }

    long bytes(OwnedPartition partition) {
        return instanceLanes.bytes(partition) + timers.bytes(partition);
    }

    /** Answers questions about the lanes. */
    WorkerViews views(int homes) {
        return new WorkerViews(
                loop, lifecycle, instanceLanes, timers, reasons, ends.endedCommands(), ports, time, homes);
    }

    /** Walks through all that is held. */
    Inventory inventory(long pendingBytes) {
        List<LaneState> found = instanceLanes.all().stream().map(lanes::stateOf).toList();
        int stray = timers.size(partition -> !partition.mayCall());
        return new Inventory(found, timers.size(partition -> true), stray, hosts.totals(), pendingBytes);
    }

    /** What operators want, and how it is obeyed. */
    ControlHandler control() {
        return control;
    }

    /** When each lane gets its turn. */
    LaneScheduler laneScheduler() {
        return lanes;
    }

    /** The lanes of the partition get no more turns. */
    void close(OwnedPartition partition) {
        timers.forget(partition);
        lanes.close(partition);
    }

    /** The partition belongs to another worker, or is restored again. */
    void gone(OwnedPartition partition) {
        close(partition);
        lanes.gone(partition);
        reception.gone(partition);
    }
}
