package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.Method;
import io.metronome.delivery.RateLimit;
import io.metronome.dispatch.host.HostPlace;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.partition.Announcement;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.pacing.Lane;
import io.metronome.pacing.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lane of one instance on an owned partition, and what is known of the instance beside its pace. */
public final class InstanceLane extends Lane<PendingCommand> {
    private final OwnedPartition partition;
    private final HostPlace<InstanceLane> hostPlace = new HostPlace<>(this, instance());
    private final InstanceStatus status = new InstanceStatus(this);
    private final SettingsChange settingsChange = new SettingsChange();
    private final DelayReading delayReading = new DelayReading();
    private final SettingsRequest settingsRequest = new SettingsRequest();
    private final LaneRecords records;
    private final LaneRules rules;
    private final List<PendingCommand> confirming = new ArrayList<>(0);
    private final Map<String, Long> limits = new TreeMap<>();
    private @Nullable Announcement<PendingCommand> announcement;
    private long absentUntil = Pace.NEVER;
    private boolean departed;
    private boolean active;
    private long keptUntil = Pace.NEVER;
    private long keptFrom = Pace.NEVER;
    private @Nullable WaitReason traced;
    private volatile InstanceControl control;
    private int judgedDelayMillis;
    private int postponed;
    private int postponedUnpaced;
    private @Nullable WaitReason calendarWait;

    InstanceLane(String instance, OwnedPartition partition, InstanceControl control) {
        super(instance);
        this.partition = partition;
        this.control = control;
        this.records = new LaneRecords(instance, partition);
        this.rules = new LaneRules(pace(), records);
    }

    public OwnedPartition partition() {
        return partition;
    }

    /** The partition is gone: nothing waits here any more. A call in flight still leads here. */
    void release() {
        clear();
        confirming.clear();
        announcement = null;
    }

    /** The host of the API that its calls go to. */
    public HostPlace<InstanceLane> hostPlace() {
        return hostPlace;
    }

    /** What operators want of the instance. Any thread. */
    InstanceControl control() {
        return control;
    }

    /** Operators want that of the instance from now on. */
    public void control(InstanceControl wanted) {
        control = wanted;
    }

    /** Whether an operator has paused the instance. */
    public boolean isPaused() {
        return control.isPaused();
    }

    /** The known state of the instance. */
    InstanceStatus status() {
        return status;
    }

    /** The change of settings that does not show yet, if there is one. */
    public SettingsChange settingsChange() {
        return settingsChange;
    }

    /** When the delay was read. */
    DelayReading delayReading() {
        return delayReading;
    }

    /** The last request for the settings. */
    public SettingsRequest settingsRequest() {
        return settingsRequest;
    }

    /** setSettings commands that the API has accepted and getSettings does not show yet. */
    public List<PendingCommand> confirming() {
        return confirming;
    }

    /** Methods that the API limits for longer than every new owner waits, and until when, monotonic nanoseconds. */
    public Map<String, Long> limits() {
        return limits;
    }

    /** The API has told of this limit of the method. */
    void limited(Method method, RateLimit limit, long now) {
        limited(method, limit.perSecond(), limit.remaining(), now);
        if (limit.afterMillis() > 0) {
            throttle(method, now + MILLISECONDS.toNanos(limit.afterMillis()));
        }
    }

    /**
     * The instances file names the instance, or does not. Returns whether it is missing from now on.
     *
     * @param until how long commands wait for the instance if it is missing from now on, monotonic nanoseconds
     */
    boolean isNamed(boolean named, long until) {
        boolean isLost = !named && absentUntil == Pace.NEVER;
        if (named) {
            absentUntil = Pace.NEVER;
        } else if (isLost) {
            absentUntil = until;
        }
        return isLost;
    }

    /** Until then commands wait for an instance that the instances file has lost; far ahead while it names it. */
    public long absentUntil() {
        return absentUntil == Pace.NEVER ? Pace.FAR : absentUntil;
    }

    /** The lane is not forgotten before that moment, idle or not. */
    public void keepUntil(long nanos) {
        keptUntil = Math.max(keptUntil, nanos);
    }

    /**
     * The lane is not forgotten before a whole gap behind that moment, idle or not. While its delay is unknown, that is the
     * gap of a delay that was known once, or the longest of all gaps.
     */
    void keepFrom(long nanos) {
        keptFrom = nanos;
    }

    /** That command, 1, or no more, -1, waits for its {@code notBefore} outside the lane. */
    void postponed(PendingCommand pending, int change) {
        postponed += change;
        postponedUnpaced += pending.method().paced() ? 0 : change;
    }

    /** Whether commands wait for their {@code notBefore} outside the lane. */
    boolean hasPostponed() {
        return postponed > 0;
    }

    /** Whether a command that is not paced waits, here or for its {@code notBefore}. */
    boolean awaitsUnpaced() {
        return hasUnpacedWaiting() || postponedUnpaced > 0;
    }

    /** Until then the lane is not forgotten, idle or not, monotonic nanoseconds. */
    public long keptUntil() {
        if (hasPostponed()) {
            return Pace.FAR;
        }
        return keptFrom == Pace.NEVER ? keptUntil : Math.max(keptUntil, keptFrom + longestGap());
    }

    private long longestGap() {
        int former = pace().formerMillis() > 0 ? pace().formerMillis() : (int) DAYS.toMillis(1);
        int delay = pace().isKnown() ? pace().delayMillis() : former;
        return MILLISECONDS.toNanos(pace().longestGapMillis(delay, pace().typingMillis()));
    }

    /** The call that the ledger has to know of before it starts; null when there is none. */
    @Nullable
    Announcement<PendingCommand> announcement() {
        return announcement;
    }

    /** The command of that call, or null. */
    @Nullable
    public PendingCommand announced() {
        return announcement == null ? null : announcement.command();
    }

    /** The call of that command has to be known to the ledger; an earlier announcement is withdrawn. */
    Announcement<PendingCommand> announce(PendingCommand pending, long until) {
        withdrawAnnouncement();
        Announcement<PendingCommand> next = new Announcement<>(instance(), pending, until);
        announcement = next;
        return next;
    }

    void withdrawAnnouncement() {
        if (announcement != null) {
            announcement.withdraw();
            announcement = null;
        }
    }

    /** Whether a checkpoint has to be committed before anything goes. */
    boolean isAnnouncing() {
        return announcement != null && announcement.isAnnounced();
    }

    /** Whether the ledger knows of the call of that command, and the call may start at that moment. */
    boolean isAnnounced(PendingCommand pending, long now) {
        return announcement != null && announcement.allows(pending, now) && rules.isCounted(pending, now);
    }

    /** The change, since this was last asked, in the number of lanes with work that are neither held nor paused: 1, 0 or -1. */
    int activity() {
        boolean was = active;
        active = !isIdle() && partition.isOwned() && status.hold() == null && !isPaused();
        return Boolean.compare(active, was);
    }

    /** Counts it among the active lanes that wait for the calendar, or no more among them. */
    void countCalendarWait(PipelineStats stats, long now) {
        WaitReason before = calendarWait;
        calendarWait = active && rules.times() != null && inFlight() == null ? calendarWait(upcoming(), now) : null;
        stats.waitForCalendar(
                (calendarWait instanceof WaitReason.OutOfHours ? 1 : 0)
                        - (before instanceof WaitReason.OutOfHours ? 1 : 0),
                (calendarWait instanceof WaitReason.CapReached ? 1 : 0)
                        - (before instanceof WaitReason.CapReached ? 1 : 0));
    }

    private @Nullable WaitReason calendarWait(@Nullable PendingCommand first, long now) {
        long ready = first == null ? Pace.NEVER : readyAt(first);
        return first == null || ready <= now || ready == Pace.FAR ? null : rules.reason(first, ready);
    }

    /** Whether it had work and was neither held nor paused when that was last asked. */
    boolean isActive() {
        return active;
    }

    /** Tells of the lane if its known delay is longer than the last time. */
    void tellIfDelayGrew(Consumer<InstanceLane> told) {
        int before = judgedDelayMillis;
        judgedDelayMillis = pace().isGuessed() ? 0 : pace().delayMillis();
        if (judgedDelayMillis > before) {
            told.accept(this);
        }
    }

    /** Whether the last departure is known. Otherwise it is an assumption. */
    boolean hasDeparted() {
        return departed;
    }

    void markDeparted() {
        departed = true;
    }

    /** The ledger's records of the instance beside its commands. */
    LaneRecords records() {
        return records;
    }

    /** The rules of the instances file for the instance's pace, beside its delay. */
    LaneRules rules() {
        return rules;
    }

    @Override
    protected long opensAt(PendingCommand pending, long ready) {
        return rules.opensAt(pending, ready);
    }

    /** The reason that was last written to the log at TRACE; null when none was. */
    @Nullable
    WaitReason traced() {
        return traced;
    }

    void traced(WaitReason reason) {
        traced = reason;
    }
}
