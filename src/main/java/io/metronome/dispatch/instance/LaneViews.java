package io.metronome.dispatch.instance;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.command.Priority;
import io.metronome.control.ControlRecord;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.view.AnswerView;
import io.metronome.dispatch.view.Backlog;
import io.metronome.dispatch.view.CommandView.WaitingCommand;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.HeldView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstanceDetail.DelaySource;
import io.metronome.dispatch.view.InstanceDetail.LimitedMethod;
import io.metronome.dispatch.view.InstanceDetail.QueuedCommand;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.InstanceView.Activity;
import io.metronome.dispatch.view.PaceView;
import io.metronome.dispatch.view.PurgePreview;
import io.metronome.pacing.Pace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes values for people of lanes and commands. It changes nothing. The dispatcher's thread only. */
public final class LaneViews {
    private final Instances instances;
    private final WaitReasons reasons;
    private final ControlState control;
    private final Time time;

    /** @param control what operators want of instances */
    public LaneViews(Instances instances, WaitReasons reasons, ControlState control, Time time) {
        this.instances = instances;
        this.control = control;
        this.reasons = reasons;
        this.time = time;
    }

    /** The instance of that lane. */
    public InstanceView of(InstanceLane lane) {
        PendingCommand upcoming = lane.upcoming();
        return new InstanceView(
                lane.instance(),
                lane.partition().number(),
                state(lane),
                lane.pace().isKnown() ? Integer.valueOf(lane.pace().delayMillis()) : null,
                backlog(lane),
                lane.inFlight() != null,
                nextDue(lane),
                lane.hasDeparted() ? calendar(lane.pace().departedAt()) : null,
                held(lane),
                null,
                0,
                upcoming == null ? null : WaitViews.word(reasons.ofTurn(lane, upcoming, time.nanos())));
    }

    /** An instance without a lane: nothing is known of it but its entry in the instances file. */
    public InstanceView idle(Instance instance, OwnedPartition home) {
        Integer delay = instance.delay() == null ? null : (int) instance.delay().toMillis();
        ControlRecord.Pause pause = control.of(instance.id()).pause();
        InstanceView idle = new InstanceView(
                instance.id(),
                home.number(),
                pause == null ? Activity.IDLE : Activity.PAUSED,
                delay,
                Backlog.NONE,
                false,
                null,
                null,
                pause == null ? null : paused(pause));
        return home.unread() == null ? idle : idle.notRead();
    }

    /** An instance without a lane, in detail. */
    public InstanceDetail idleDetail(
            Instance instance, OwnedPartition home, List<EndedCommand> outcomes, PurgePreview purge) {
        DelaySource source = instance.delay() == null ? DelaySource.UNKNOWN : DelaySource.INSTANCES_FILE;
        PaceView pace = PaceViews.of(instance.rules(), 0, time.millis());
        return new InstanceDetail(
                idle(instance, home), source, pace, List.of(), outcomes, null, null, 0, purge, List.of());
    }

    /**
     * The instance of that lane, in detail.
     *
     * @param whole a scan of the whole queue, which has ended
     */
    public InstanceDetail detail(QueueScan whole, List<EndedCommand> outcomes, PurgePreview purge) {
        InstanceLane lane = whole.lane();
        List<QueuedCommand> queue = whole.first().stream()
                .filter(pending -> !pending.hasEnded())
                .map(LaneViews::queued)
                .toList();
        return new InstanceDetail(
                of(lane),
                source(lane),
                pace(lane),
                queue,
                outcomes,
                emptyAt(whole),
                whole.oldestMillis(),
                whole.expiring(),
                purge,
                limits(lane));
    }

    /**
     * That view of a lane's instance with what a scan of its queue has found.
     *
     * @param whole a scan of the whole queue, which has ended
     */
    public InstanceView withQueue(InstanceView view, QueueScan whole) {
        return view.withQueue(emptyAt(whole), whole.expiring());
    }

    private PaceView pace(InstanceLane lane) {
        long now = time.millis();
        return PaceViews.of(lane.rules().current(), lane.rules().countedBy(now), now);
    }

    private List<LimitedMethod> limits(InstanceLane lane) {
        long now = time.nanos();
        return lane.limits().entrySet().stream()
                .filter(limit -> limit.getValue() > now)
                .map(limit -> new LimitedMethod(limit.getKey(), time.millisAt(limit.getValue())))
                .toList();
    }

    private @Nullable Long emptyAt(QueueScan whole) {
        PendingCommand first = first(whole.lane());
        return first == null
                ? null
                : turn(whole.lane(), reason(first), whole.count(), whole.aheadMillis())
                        .expectedAt();
    }

    /** The command that the scan has found, or that waits for its {@code notBefore} outside its lane. */
    public WaitingCommand of(PendingCommand pending, QueueScan scan) {
        WaitReason own = reasons.of(pending, scan.count(), time.nanos());
        PendingCommand first = first(pending.lane());
        Turn turn = own instanceof WaitReason.BehindOthers && first != null
                ? turn(scan.lane(), reason(first), scan.count(), scan.aheadMillis(pending))
                : turn(scan.lane(), own, 0, 0);
        long notBefore = pending.body().command().notBefore();
        return new WaitingCommand(
                pending.lane().instance(),
                pending.body().command().id(),
                pending.method().name(),
                label(pending.priority()),
                state(own),
                WaitViews.of(turn),
                pending.attempts().made(),
                answer(pending.attempts().last()),
                pending.receivedAt(),
                notBefore == Long.MIN_VALUE ? null : notBefore,
                pending.expiresAt() == Long.MAX_VALUE ? null : pending.expiresAt());
    }

    /** Begins a scan of the lane's queue; {@code isWanted} ends it. */
    public QueueScan scan(InstanceLane lane, Predicate<PendingCommand> isWanted) {
        PendingCommand first = first(lane);
        long now = time.millis();
        Long start = first == null ? null : turn(lane, reason(first), 0, 0).expectedAt();
        return new QueueScan(lane, isWanted, start == null ? now : start, now);
    }

    private Turn turn(InstanceLane lane, WaitReason reason, int ahead, long aheadMillis) {
        Hold hold = lane.status().hold();
        return new Turn(
                reason,
                time.nanos(),
                time.millis(),
                ahead,
                aheadMillis,
                lane.pace().delayMillis(),
                lane.pace().isGuessed(),
                hold == null || hold.untilMillis() == 0 ? null : hold.untilMillis());
    }

    private static @Nullable PendingCommand first(InstanceLane lane) {
        return lane.inFlight() == null ? lane.upcoming() : lane.inFlight();
    }

    /* Commands behind one in flight wait for the pace from its departure on, unless an operator has paused them. */
    private WaitReason reason(PendingCommand first) {
        WaitReason reason = reasons.of(first, 0, time.nanos());
        if (!(reason instanceof WaitReason.InFlight)) {
            return reason;
        }
        WaitReason paused = WaitReasons.ofOperator(first.lane());
        return paused == null ? new WaitReason.BehindOthers(1) : paused;
    }

    private Activity state(InstanceLane lane) {
        if (lane.isPaused()) {
            return Activity.PAUSED;
        } else if (lane.status().hold() != null) {
            return Activity.HELD;
        } else if (lane.isIdle() && lane.confirming().isEmpty()) {
            return Activity.IDLE;
        }
        return instances.find(lane.instance()) == null ? Activity.MISSING : Activity.ACTIVE;
    }

    private static Backlog backlog(InstanceLane lane) {
        return new Backlog(lane.waiting(Priority.HIGH), lane.waiting(Priority.NORMAL), lane.waiting(Priority.BULK));
    }

    private @Nullable Long nextDue(InstanceLane lane) {
        PendingCommand upcoming = lane.upcoming();
        if (upcoming == null) {
            return null;
        }
        WaitReason reason = reasons.ofLane(lane, upcoming);
        return reason.until() == Pace.NEVER
                ? calendar(upcoming.eligibleAt())
                : calendar(Math.max(reason.until(), upcoming.eligibleAt()));
    }

    private @Nullable Long calendar(long nanos) {
        return nanos == Pace.FAR || nanos == Pace.NEVER ? null : time.millisAt(nanos);
    }

    private @Nullable HeldView held(InstanceLane lane) {
        ControlRecord.Pause pause = lane.control().pause();
        Hold hold = lane.status().hold();
        if (pause != null) {
            return paused(pause);
        } else if (hold == null) {
            return null;
        }
        Long until = hold.untilMillis() == 0 ? calendar(hold.opensAt()) : Long.valueOf(hold.untilMillis());
        return new HeldView(hold.reason().label(), WaitViews.shortened(hold.detail()), hold.sinceMillis(), until);
    }

    private static HeldView paused(ControlRecord.Pause pause) {
        String who = pause.by().isEmpty() ? "" : " (" + pause.by() + ")";
        Long until = pause.untilMillis() == Long.MAX_VALUE ? null : Long.valueOf(pause.untilMillis());
        return new HeldView("operator", WaitViews.shortened((pause.reason() + who).strip()), since(pause), until);
    }

    /* A writer of the control topic may write what it likes there. */
    private static @Nullable Long since(ControlRecord.Pause pause) {
        try {
            return Instant.parse(pause.at()).toEpochMilli();
        } catch (DateTimeException | ArithmeticException unreadable) {
            return null;
        }
    }

    private DelaySource source(InstanceLane lane) {
        Instance instance = instances.find(lane.instance());
        if (instance != null && instance.delay() != null) {
            return DelaySource.INSTANCES_FILE;
        } else if (!lane.pace().isKnown()) {
            return DelaySource.UNKNOWN;
        } else if (lane.pace().isGuessed()) {
            return DelaySource.FALLBACK;
        } else if (lane.settingsChange().isOpen(time.nanos())
                && lane.settingsChange().longestMillis() > 0) {
            return DelaySource.SET_SETTINGS;
        }
        return isRead(lane) ? DelaySource.GET_SETTINGS : DelaySource.LEDGER;
    }

    /* The ledger may also say when the former owner read it. */
    private static boolean isRead(InstanceLane lane) {
        return lane.settingsRequest().askedAt() != Pace.NEVER
                && lane.delayReading().readAt() != Pace.NEVER;
    }

    private static QueuedCommand queued(PendingCommand pending) {
        return new QueuedCommand(
                pending.body().command().id(),
                pending.method().name(),
                label(pending.priority()),
                pending.attempts().made());
    }

    private static String state(WaitReason reason) {
        return reason instanceof WaitReason.InFlight
                ? "in-flight"
                : reason instanceof WaitReason.Confirming ? "confirming" : "waiting";
    }

    private static String label(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable AnswerView answer(@Nullable Answer last) {
        return last == null ? null : new AnswerView(last.status(), WaitViews.shortened(last.detail()));
    }
}
