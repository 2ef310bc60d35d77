package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.command.Method;
import io.metronome.delivery.RateLimit;
import io.metronome.delivery.ReadSettings;
import io.metronome.pacing.Pace;
import io.metronome.pacing.Timeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of all partitions that are ours, and when each can go: what changes a lane's next turn goes through here.
 * Touched on the dispatcher's thread only.
 */
final class LaneScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(LaneScheduler.class);

    private final Time time;
    private final PipelineStats stats;
    private final DispatchListener listener;
    private final Runnable round;
    private final Instances instances;
    private final Hosts hosts;
    private final long graceNanos;
    private final SettingsPoller settingsPoller;
    private final Holds holds;
    private final WaitReasons reasons;
    private final Timeline<InstanceLane> timeline = new Timeline<>();

    /** What is learnt by asking, for whoever has to act upon it. */
    interface Learning {
        /** The settings of an instance, which has restarted if it had to. */
        void shown(InstanceLane lane, ReadSettings settings);

        /** A command's 403 was meant for its method. */
        void rejected(PendingCommand pending, String detail);
    }

    /** @param round gives turns to whoever is due */
    LaneScheduler(
            Ports ports,
            DispatchSettings settings,
            DispatcherLoop loop,
            Time time,
            PipelineStats stats,
            Hosts hosts,
            WaitReasons reasons,
            Runnable round,
            Learning learning) {
        this.instances = ports.instances();
        this.time = time;
        this.stats = stats;
        this.listener = ports.listener();
        this.hosts = hosts;
        this.reasons = reasons;
        this.round = round;
        this.graceNanos = settings.unknownInstancesWait()
                ? Pace.FAR
                : settings.instanceGrace().toNanos();
        this.settingsPoller = new SettingsPoller(ports, hosts, loop, time, settings, this::delayKnown, learning::shown);
        this.holds = new Holds(ports, loop, time, stats, hosts, this::delayKnown, learning::rejected);
    }

    SettingsPoller settingsPoller() {
        return settingsPoller;
    }

    Holds holds() {
        return holds;
    }

    /** A command takes its place. */
    void queue(PendingCommand pending) {
        InstanceLane lane = pending.findLane();
        lane.add(pending, time.nanos());
        instanceChanged(lane);
    }

    /** A command's call begins; the lane is busy from now on. */
    void depart(PendingCommand pending) {
        InstanceLane lane = pending.lane();
        lane.depart(pending);
        settingsPoller.consider(lane);
        place(lane);
    }

    /** A call has ended: if its request was written, the gap behind it runs from that moment. */
    void arrived(Call call) {
        InstanceLane lane = call.pending().lane();
        if (call.wasWritten()) {
            lane.written(call.pending(), call.writtenAt());
            limited(call);
            lane.hasDeparted(lane.hasDeparted() || call.pending().method().paced());
            Departures.note(lane);
            listener.departed(call.pending().method(), call.writtenAt() - call.dueAt());
        } else if (lane.isNoteDue()) {
            Departures.note(lane);
        }
    }

    private void limited(Call call) {
        RateLimit limit = call.limit();
        if (limit != null) {
            InstanceLane lane = call.pending().lane();
            Method method = call.pending().method();
            lane.limited(method, limit.perSecond(), limit.remaining(), time.nanos());
            if (limit.afterMillis() > 0) {
                lane.throttle(method, time.nanos() + MILLISECONDS.toNanos(limit.afterMillis()));
            }
        }
    }

    /** A command is back at the head of its priority. */
    void back(PendingCommand pending) {
        pending.lane().back(pending);
        place(pending.lane());
    }

    /** Something about the lane changed. */
    void place(InstanceLane lane) {
        int change = lane.activity();
        stats.active(change);
        hosts.busy(lane.host(), change);
        hosts.unpark(lane);
        if (lane.announced() == null) {
            hosts.unreserve(lane);
        }
        trace(lane);
        if (lane.partition().mayCall()) {
            long kept = Math.max(lane.keptUntil(), settingsPoller.keptUntil(lane));
            timeline.place(
                    lane, reasons.wakeAt(lane), Math.max(kept, lane.status().keptUntil()));
        } else {
            timeline.remove(lane);
        }
    }

    /** The lane's instance may have come, gone, or moved to another host. */
    void instanceChanged(InstanceLane lane) {
        Instance instance = instances.find(lane.instance());
        lane.isNamed(instance != null, graceNanos == Pace.FAR ? Pace.FAR : time.nanos() + graceNanos);
        hosts.assign(lane, instance);
        settingsPoller.consider(lane);
        holds.questions().consider(lane.status());
        place(lane);
    }

    /** The lane is due and its host has no room for it, or does not work. */
    void park(InstanceLane lane, PendingCommand next) {
        Announcements.withdraw(lane);
        hosts.unreserve(lane);
        timeline.remove(lane);
        hosts.park(lane, lane.dueAt(next));
    }

    /** The lane came forward before its turn: what is needed for that is seen to. */
    void prepare(InstanceLane lane, long now) {
        settingsPoller.consider(lane);
        Announcements.prepare(lane, now);
        place(lane);
    }

    private void trace(InstanceLane lane) {
        PendingCommand first = lane.inFlight() == null ? lane.upcoming() : lane.inFlight();
        if (!LOG.isTraceEnabled() || first == null) {
            return;
        }
        WaitReason reason = reasons.of(first, time.nanos());
        if (!reason.equals(lane.traced())) {
            lane.traced(reason);
            LOG.trace(
                    "The first command of instance {}, offset {}, waits: {}", lane.instance(), first.offset(), reason);
        }
    }

    /** All lanes of a partition begin, or cease, to get turns. */
    void place(OwnedPartition partition) {
        for (InstanceLane lane : partition.lanes()) {
            if (partition.mayCall()) {
                holds.serve(lane);
            } else {
                holds.leave(lane);
            }
            place(lane);
        }
    }

    /** Lets those come forward whose host may have room for them again. */
    void release(long now) {
        hosts.release(now, this::place);
    }

    /** Asks what is to be asked about those that still wait. */
    void ask(long now, boolean mayCall) {
        settingsPoller.resume();
        holds.questions().round(now, mayCall);
    }

    /** Lets come forward whoever is due; how many wait for capacity then. */
    int due(long now) {
        timeline.advance(now);
        return timeline.runnable();
    }

    /** The lane that has been due longest; only when one is due. */
    InstanceLane first() {
        return timeline.first();
    }

    /** When the next lane will be due, or the next question, monotonic nanoseconds. */
    long alarm(long now) {
        long questions = holds.questions().alarm();
        return Math.min(Math.min(timeline.alarm(), questions), hosts.alarm(now));
    }

    /** Lets go of lanes that are idle and whose gap has passed. */
    void forgetIdle(long now) {
        timeline.forgetIdle(now, lane -> {
            holds.leave(lane);
            Conditions.forget(lane);
            lane.partition().forget(lane);
        });
    }

    private void delayKnown(InstanceLane lane) {
        if (lane.partition().mayCall()) {
            Departures.note(lane);
            settingsPoller.consider(lane);
            place(lane);
            round.run();
        }
    }
}
