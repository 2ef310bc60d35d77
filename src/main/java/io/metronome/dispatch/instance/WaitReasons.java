package io.metronome.dispatch.instance;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.control.ControlRecord;
import io.metronome.dispatch.host.HostCapacity;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.Checkpoints;
import io.metronome.dispatch.partition.Lease;
import io.metronome.pacing.Pace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that decides whether a command may be called now, and what it waits for. The turn, the alarm and the
 * last check before the request is written all ask here. It changes nothing.
 */
public final class WaitReasons {
    private static final Logger LOG = LoggerFactory.getLogger(WaitReasons.class);

    static final WaitReason READY = new WaitReason.Ready();
    static final WaitReason NO_LEASE = new WaitReason.NoLease();
    static final WaitReason UNSAVED = new WaitReason.Unsaved();
    static final WaitReason RESTORING = new WaitReason.Restoring();
    static final WaitReason HOST_PROBED = new WaitReason.HostProbed();
    static final WaitReason HOST_FULL = new WaitReason.HostFull();
    static final WaitReason NO_CAPACITY = new WaitReason.NoCapacity();
    static final WaitReason DELAY_UNKNOWN = new WaitReason.DelayUnknown();
    static final WaitReason ANNOUNCING = new WaitReason.Announcing();
    static final WaitReason CANCELLING = new WaitReason.Cancelling();
    static final WaitReason IN_FLIGHT = new WaitReason.InFlight();

    private final Instances instances;
    private final HostCapacity<InstanceLane> hosts;
    private final Lease lease;
    private final Checkpoints checkpoints;
    private final Time time;

    public WaitReasons(
            Instances instances, HostCapacity<InstanceLane> hosts, Lease lease, Checkpoints checkpoints, Time time) {
        this.instances = instances;
        this.hosts = hosts;
        this.lease = lease;
        this.checkpoints = checkpoints;
        this.time = time;
    }

    /** The reason that keeps every command of this worker from being called. On the dispatcher's thread. */
    public WaitReason ofWorker() {
        WaitReason ledger = ofLedger();
        return ledger.isReady() && !checkpoints.unsavedCalls().isRoom() ? UNSAVED : ledger;
    }

    /** The reason that keeps this worker from sending anything at all. Any thread. */
    public WaitReason ofLedger() {
        if (!lease.isValid()) {
            return NO_LEASE;
        }
        return checkpoints.isOverdue() ? UNSAVED : READY;
    }

    /**
     * The reason why a command waits, wherever it stands.
     *
     * @param ahead commands of its lane that go first
     */
    WaitReason of(PendingCommand pending, int ahead, long now) {
        InstanceLane lane = pending.lane();
        if (pending.isInFlight()) {
            return IN_FLIGHT;
        }
        if (pending.acceptedSettings() != null) {
            return new WaitReason.Confirming(pending.acceptedSettings().until());
        }
        if (!pending.partition().mayCall()) {
            return RESTORING;
        }
        if (pending.isToEnd()) {
            return CANCELLING;
        }
        if (pending.isPostponed()) {
            return ofPostponed(pending);
        }
        PendingCommand first = lane.inFlight() == null ? lane.upcoming() : lane.inFlight();
        if (first != pending) {
            return new WaitReason.BehindOthers(ahead);
        }
        return ofTurn(lane, pending, now);
    }

    private WaitReason ofPostponed(PendingCommand pending) {
        return instances.find(pending.lane().instance()) == null
                ? new WaitReason.InstanceMissing(pending.lane().absentUntil())
                : new WaitReason.NotBefore(pending.body().command().notBefore());
    }

    /** The reason why the first command of a lane waits, everything considered. */
    public WaitReason ofTurn(InstanceLane lane, PendingCommand first, long now) {
        WaitReason own = ofLane(lane, first);
        if (own.until() > now) {
            return own instanceof WaitReason.UnknownInstance ? new WaitReason.InstanceMissing(own.until()) : own;
        }
        WaitReason worker = ofWorker();
        if (!worker.isReady()) {
            return worker;
        }
        if (own instanceof WaitReason.UnknownInstance) {
            return own;
        }
        WaitReason host = ofHost(lane, now);
        if (!host.isReady()) {
            return host;
        }
        boolean isAnnounced = !Announcements.isNeeded(lane, first) || lane.isAnnounced(first, now);
        return isAnnounced ? READY : ANNOUNCING;
    }

    /**
     * The reason why the first command of a lane waits, as far as its instance goes: of several reasons the one that
     * ends last. Its moment may have passed.
     */
    WaitReason ofLane(InstanceLane lane, PendingCommand first) {
        Instance instance = instances.find(lane.instance());
        if (instance == null) {
            return new WaitReason.UnknownInstance(Math.max(lane.closedUntil(), lane.absentUntil()));
        }
        if (first.isToEnd()) {
            return CANCELLING;
        }
        WaitReason paused = ofOperator(lane);
        if (paused != null) {
            return paused;
        }
        InstanceStatus status = lane.status();
        if (status.doubted() != null) {
            return new WaitReason.StateAsked(status.doubtDetail());
        }
        WaitReason pace = ofPace(lane, first);
        Hold hold = status.hold();
        return hold == null || hold.opensAt() < pace.until()
                ? pace
                : new WaitReason.Held(hold.reason(), hold.detail(), hold.opensAt());
    }

    /** The pause of the instance, also while a call is in flight; null when there is none. */
    static @Nullable WaitReason ofOperator(InstanceLane lane) {
        ControlRecord.Pause pause = lane.control().pause();
        return pause == null ? null : new WaitReason.Paused(pause.untilMillis(), pause.reason());
    }

    private WaitReason ofHost(InstanceLane lane, long now) {
        long pausedUntil = hosts.pausedUntil(lane.hostPlace(), now);
        if (pausedUntil != Pace.NEVER) {
            return new WaitReason.HostPaused(pausedUntil);
        }
        if (!hosts.mayBeCalled(lane.hostPlace())) {
            return HOST_PROBED;
        }
        if (hosts.hasRoom(lane.hostPlace())) {
            return READY;
        }
        return hosts.isFull() ? NO_CAPACITY : HOST_FULL;
    }

    /**
     * The moment at which the lane is to come forward: at its first command's turn, or earlier where a call has to be
     * announced.
     */
    long wakeAt(InstanceLane lane) {
        PendingCommand first = lane.upcoming();
        if (first == null) {
            return Pace.FAR;
        }
        WaitReason reason = ofLane(lane, first);
        if (reason.until() == Pace.FAR || reason instanceof WaitReason.UnknownInstance) {
            return reason.until();
        }
        return Math.max(holdUntil(lane), Announcements.wakeAt(lane));
    }

    private static long holdUntil(InstanceLane lane) {
        Hold hold = lane.status().hold();
        return hold == null ? Pace.NEVER : hold.opensAt();
    }

    /** Whether the request of a call may be written: the last check, on an event loop, when the connection is there. */
    public boolean beforeTheWrite(Call call) {
        PendingCommand pending = call.pending();
        return ofLedger().isReady()
                && pending.partition().mayCall()
                && time.millis() < Math.min(pending.expiresAt(), call.closesAt())
                && !pending.isCancelled()
                && pending.lane().control().pausedUntil() <= time.millis()
                && time.nanos() < call.announcedUntil();
    }

    private static WaitReason ofPace(InstanceLane lane, PendingCommand first) {
        long latest = lane.readyAt(first);
        if (latest == Pace.NEVER) {
            return READY;
        }
        WaitReason byCalendar = latest == Pace.FAR ? null : lane.rules().reason(first, latest);
        if (byCalendar != null) {
            return byCalendar;
        }
        boolean isGap = first.method().paced() && latest == lane.pace().earliest();
        return isGap ? ofGap(latest) : ofOther(latest, lane, first);
    }

    private static WaitReason ofGap(long gap) {
        return gap == Pace.FAR ? DELAY_UNKNOWN : new WaitReason.Paced(gap);
    }

    private static WaitReason ofOther(long latest, InstanceLane lane, PendingCommand first) {
        if (latest == lane.closedUntil()) {
            return new WaitReason.TakeoverWait(latest);
        }
        return latest == lane.limitedUntil(first.method())
                ? new WaitReason.MethodLimit(latest)
                : new WaitReason.Retry(latest, first.attempts().made());
    }

    /** A line of the log, on level TRACE, when the reason for which the lane's first command waits has changed. */
    void trace(InstanceLane lane) {
        PendingCommand first = lane.inFlight() == null ? lane.upcoming() : lane.inFlight();
        if (!LOG.isTraceEnabled() || first == null) {
            return;
        }
        WaitReason reason = of(first, 0, time.nanos());
        if (!reason.equals(lane.traced())) {
            lane.traced(reason);
            LOG.trace(
                    "The first command of instance {}, offset {}, waits: {}", lane.instance(), first.offset(), reason);
        }
    }
}
