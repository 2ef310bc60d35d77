package io.metronome.dispatch.instance;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.delivery.ReadSettings;
import io.metronome.dispatch.host.HostCapacity;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.Announcement;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.Phase;
import io.metronome.pacing.Pace;
import io.metronome.pacing.Timeline;
import java.util.List;
import java.util.function.Consumer;

/** When each lane of the owned partitions gets its turn: everything that changes a lane's next turn comes here. */
public final class LaneScheduler {
    private final DispatcherLoop loop;
    private final Time time;
    private final PipelineStats stats;
    private final DispatchListener listener;
    private final Runnable round;
    private final Instances instances;
    private final HostCapacity<InstanceLane> hosts;
    private final long graceNanos;
    private final SettingsPoller settingsPoller;
    private final Holds holds;
    private final WaitReasons reasons;
    private final InstanceLanes lanes;
    private final RestoredLanes restoredLanes;
    private final Timeline<InstanceLane> timeline = new Timeline<>();
    private final CalendarSteps calendarSteps;
    private Consumer<InstanceLane> slower = lane -> {};

    /** Hears what instances answered when they were asked for their settings or their state. */
    public interface PollListener {
        /** The settings of an instance, which is not restarting. */
        void shown(InstanceLane lane, ReadSettings settings);

        /** The 403 to a command meant the method, not the instance. */
        void rejected(PendingCommand pending, String detail);
    }

    /** @param round gives turns to the lanes that are due */
    public LaneScheduler(
            Ports ports,
            DispatchSettings settings,
            DispatcherLoop loop,
            Time time,
            PipelineStats stats,
            InstanceLanes lanes,
            HostCapacity<InstanceLane> hosts,
            WaitReasons reasons,
            Runnable round,
            PollListener listening) {
        this.instances = ports.instances();
        this.loop = loop;
        this.time = time;
        this.stats = stats;
        this.listener = ports.listener();
        this.lanes = lanes;
        this.hosts = hosts;
        this.reasons = reasons;
        this.round = round;
        this.graceNanos = settings.unknownInstancesWait()
                ? Pace.FAR
                : settings.instanceGrace().toNanos();
        this.calendarSteps =
                new CalendarSteps(lanes, loop, time, settings.bounds().itemsPerTask());
        this.settingsPoller =
                new SettingsPoller(ports, hosts, loop, time, settings, this::laneChanged, listening::shown);
        this.holds = new Holds(ports, loop, time, stats, hosts, this::laneChanged, listening::rejected);
        this.restoredLanes = new RestoredLanes(lanes, holds, settingsPoller, time, this::place);
    }

    public SettingsPoller settingsPoller() {
        return settingsPoller;
    }

    /** Tells of lanes whose commands may wait longer than before: for delay, hours, cap, or an instance that is lost. */
    public void whenSlower(Consumer<InstanceLane> told) {
        slower = told;
        settingsPoller.whenDelayGrows(told);
    }

    public Holds holds() {
        return holds;
    }

    /** A command takes its place in its lane. */
    public void queue(PendingCommand pending) {
        loop.assertOwned();
        if (pending.partition().phase() == Phase.GONE) {
            return;
        }
        InstanceLane lane = lanes.lane(pending.partition(), pending.lane().instance());
        pending.join(lane);
        lane.add(pending, time.nanos());
        instanceChanged(lane);
    }

    /** A command's call starts: the lane makes no other call until it has ended. */
    public void callStarted(PendingCommand pending) {
        InstanceLane lane = pending.lane();
        lane.callStarted(pending);
        settingsPoller.consider(lane);
        place(lane);
    }

    /** A call has ended: if its request was written, the gap behind it runs from that moment. */
    public void noteDeparture(Call call) {
        InstanceLane lane = call.pending().lane();
        if (call.wasWritten()) {
            lane.written(call.pending(), call.writtenAt());
            if (call.limit() != null) {
                lane.limited(call.pending().method(), call.limit(), time.nanos());
            }
            if (call.command().delayMillis() > 0) {
                lane.delayReading().doubt(time.nanos());
            }
            if (call.pending().method().paced()) {
                lane.markDeparted();
            }
            Departures.note(lane);
            listener.departed(call.pending().method(), call.writtenAt() - call.dueAt(), call.span());
        } else if (lane.records().isNoteDue()) {
            Departures.note(lane);
        }
    }

    /** A command is back at the head of its priority. Its instance may have been found held during the call. */
    public void back(PendingCommand pending) {
        pending.lane().back(pending);
        holds.statePoller().consider(pending.lane().status());
        place(pending.lane());
    }

    /** Something about the lane changed. */
    public void place(InstanceLane lane) {
        loop.assertOwned();
        lane.rules().look(time);
        stats.active(lane.activity());
        lane.countCalendarWait(stats, time.nanos());
        hosts.workChanged(lane.hostPlace(), lane.isActive());
        hosts.unpark(lane.hostPlace());
        if (lane.announcement() == null) {
            hosts.unreserve(lane.hostPlace());
        }
        reasons.trace(lane);
        if (lane.partition().mayCall()) {
            long used = Math.max(lane.keptUntil(), lane.rules().keptUntil());
            long kept = Math.max(used, settingsPoller.keptUntil(lane));
            timeline.place(
                    lane, reasons.wakeAt(lane), Math.max(kept, lane.status().keptUntil()));
        } else {
            timeline.remove(lane);
        }
    }

    /** The lane's instance may have come, gone, or moved to another host. */
    public void instanceChanged(InstanceLane lane) {
        loop.assertOwned();
        Instance instance = instances.find(lane.instance());
        boolean isLost = lane.isNamed(instance != null, graceNanos == Pace.FAR ? Pace.FAR : time.nanos() + graceNanos);
        if (RuleChanges.follow(lane, instance, time) || isLost) {
            slower.accept(lane);
        }
        hosts.assign(lane.hostPlace(), instance);
        settingsPoller.consider(lane);
        holds.statePoller().consider(lane.status());
        place(lane);
    }

    /** The lane is due, and its host has no room for it or is paused. */
    public void park(InstanceLane lane, PendingCommand next) {
        Announcements.withdraw(lane, time.nanos());
        hosts.unreserve(lane.hostPlace());
        timeline.remove(lane);
        hosts.park(lane.hostPlace(), lane.turnAt(next));
    }

    /** The lane came forward before its turn: asks for its settings and announces its next call, where needed. */
    public void prepare(InstanceLane lane, long now) {
        settingsPoller.consider(lane);
        Announcements.prepare(lane, now);
        place(lane);
    }

    /** Gives lanes what a former owner knew of their instances. */
    public RestoredLanes restoredLanes() {
        return restoredLanes;
    }

    /** The lanes of the partition get no more turns. What was announced and did not start is withdrawn. */
    public void close(OwnedPartition partition) {
        for (InstanceLane lane : lanes.of(partition)) {
            if (lane.inFlight() == null) {
                Announcements.withdraw(lane, time.nanos());
            }
            holds.leave(lane);
            place(lane);
        }
    }

    /** The partition, whose lanes are closed, belongs to another worker, or is restored again. */
    public void gone(OwnedPartition partition) {
        lanes.of(partition).forEach(lane -> hosts.leave(lane.hostPlace()));
        lanes.forget(partition);
    }

    /** A checkpoint with these announcements is committed: the calls may start. */
    public void announced(OwnedPartition partition, List<Announcement<?>> saved) {
        for (Announcement<?> one : saved) {
            one.saved();
            InstanceLane lane = lanes.find(partition, one.instance());
            if (lane != null) {
                lane.records().announcementSaved();
                place(lane);
            }
        }
    }

    /** Takes back the lanes whose hosts may have room for them again. */
    public void release(long now) {
        hosts.release(now, this::place);
    }

    /** Asks for the settings and states that are due. */
    public void ask(long now, boolean mayCall) {
        settingsPoller.resume();
        holds.statePoller().round(now, mayCall);
    }

    /** Advances the lanes that are due; how many lanes only lack capacity then. */
    public int due(long now) {
        loop.assertOwned();
        timeline.advance(now);
        return timeline.runnable();
    }

    /** Every few seconds: lanes follow a step of the calendar, and the counts are published. */
    public void beat() {
        calendarSteps.look(this::place, round);
        report();
    }

    /** Publishes the counts of a round, and which hosts are paused. */
    public void report() {
        long now = time.nanos();
        int runnable = due(now) + hosts.waiting(now);
        stats.round(runnable, hosts.inFlight(), Math.min(timeline.firstDue(), hosts.firstDue(now)));
        hosts.tellPauses(now);
    }

    /** The lane that has been due longest; only when one is due. */
    public InstanceLane first() {
        InstanceLane first = timeline.first();
        first.rules().look(time);
        return first;
    }

    /** When the next lane will be due, or the next question, monotonic nanoseconds. */
    public long alarm(long now) {
        long questions = holds.statePoller().alarm();
        return Math.min(Math.min(timeline.alarm(), questions), hosts.alarm(now));
    }

    /** Forgets lanes that are idle and whose gap has passed. */
    public void forgetIdle(long now) {
        timeline.forgetIdle(now, lane -> {
            holds.leave(lane);
            hosts.leave(lane.hostPlace());
            Conditions.forget(lane);
            Departures.forget(lane);
            lanes.forget(lane);
        });
    }

    /** Where the lane is, and what waits there. */
    public LaneState stateOf(InstanceLane lane) {
        boolean isNamed = instances.find(lane.instance()) != null;
        return LaneState.of(lane, LanePlace.of(lane, timeline, hosts, holds.statePoller(), isNamed, time.nanos()));
    }

    private void laneChanged(InstanceLane lane) {
        if (lane.partition().mayCall()) {
            Departures.note(lane);
            settingsPoller.consider(lane);
            place(lane);
            round.run();
        }
    }
}
