package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.Instances;
import io.metronome.command.Method;
import io.metronome.delivery.Api;
import io.metronome.delivery.RateLimit;
import io.metronome.pacing.Timeline;

/**
 * The lanes of all partitions that are ours, and when each can go: what changes a lane's next turn goes through here.
 * Touched on the dispatcher's thread only.
 */
final class Lanes {
    private final Time time;
    private final Tally tally;
    private final DispatchListener listener;
    private final Runnable round;
    private final Instances instances;
    private final Inquiries inquiries;
    private final Timeline<OwnedLane> timeline = new Timeline<>();

    /** @param round gives turns to whoever is due */
    Lanes(
            Api api,
            Instances instances,
            DispatchSettings settings,
            DispatchListener listener,
            Loop loop,
            Time time,
            Tally tally,
            Runnable round) {
        this.instances = instances;
        this.time = time;
        this.tally = tally;
        this.listener = listener;
        this.round = round;
        this.inquiries = new Inquiries(api, instances, loop, time, settings, this::learnt);
    }

    /** A command takes its place. */
    void queue(Pending pending) {
        OwnedLane lane = pending.findLane();
        lane.add(pending, time.nanos());
        inquiries.consider(lane);
        place(lane);
    }

    /** A command's call begins; the lane is busy from now on. */
    void depart(Pending pending) {
        OwnedLane lane = pending.lane();
        lane.depart(pending);
        inquiries.consider(lane);
        place(lane);
    }

    /** The request of a call was written: the gap behind it runs from that moment. */
    void departed(Call call) {
        Pending pending = call.pending();
        pending.lane().written(pending, call.writtenAt());
        pending.lane()
                .hasDeparted(pending.lane().hasDeparted() || pending.method().paced());
        limited(call);
        Departures.note(pending.lane());
        listener.departed(pending.method(), call.writtenAt() - call.dueAt());
    }

    private void limited(Call call) {
        RateLimit limit = call.limit();
        if (limit != null) {
            OwnedLane lane = call.pending().lane();
            Method method = call.pending().method();
            lane.limited(method, limit.perSecond(), limit.remaining(), time.nanos());
            if (limit.afterMillis() > 0) {
                lane.throttle(method, time.nanos() + MILLISECONDS.toNanos(limit.afterMillis()));
            }
        }
    }

    /** A command is back at the head of its priority. */
    void back(Pending pending) {
        pending.lane().back(pending);
        place(pending.lane());
    }

    /** A setSettings was accepted that asks for this delay; 0 when it asks for none. */
    void settingsChanged(OwnedLane lane, int delayMillis) {
        if (delayMillis > 0) {
            inquiries.changed(lane, delayMillis);
            Departures.note(lane);
            place(lane);
        }
    }

    /** Something about the lane changed. */
    void place(OwnedLane lane) {
        tally.active(lane.activity());
        if (lane.partition().mayCall()) {
            timeline.place(lane, wakeAt(lane), Math.max(lane.keptUntil(), inquiries.keptUntil(lane)));
        } else {
            timeline.remove(lane);
        }
    }

    /* Without credentials there is no pace to wait for: what becomes of its commands is decided at their turn. */
    private long wakeAt(OwnedLane lane) {
        Pending upcoming = lane.upcoming();
        if (upcoming != null && instances.find(lane.instance()) == null) {
            return Math.max(lane.closedUntil(), upcoming.eligibleAt());
        }
        return Announcements.wakeAt(lane);
    }

    /** The lane came forward before its turn: what is needed for that is seen to. */
    void prepare(OwnedLane lane, long now) {
        inquiries.consider(lane);
        Announcements.prepare(lane, now);
        place(lane);
    }

    /** All lanes of a partition begin, or cease, to get turns. */
    void place(OwnedPartition partition) {
        partition.lanes().forEach(this::place);
    }

    /** Lets come forward whoever is due; how many wait for capacity then. */
    int due(long now) {
        timeline.advance(now);
        return timeline.runnable();
    }

    /** The lane that has been due longest; only when one is due. */
    OwnedLane first() {
        return timeline.first();
    }

    /** When the next lane will be due, monotonic nanoseconds. */
    long alarm() {
        return timeline.alarm();
    }

    /** Lets go of lanes that are idle and whose gap has passed. */
    void forgetIdle(long now) {
        timeline.forgetIdle(now, lane -> lane.partition().forget(lane));
    }

    private void learnt(OwnedLane lane) {
        if (lane.partition().mayCall()) {
            Departures.note(lane);
            place(lane);
            round.run();
        }
    }
}
