package io.metronome.dispatch;

import io.metronome.pacing.Lane;
import io.metronome.pacing.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A lane on a partition that is ours, and what is remembered of its instance. */
final class InstanceLane extends Lane<PendingCommand> {
    private final OwnedPartition partition;
    private long askedAt = Pace.NEVER;
    private boolean asking;
    private long absentUntil = Pace.NEVER;
    private boolean departed;
    private boolean active;
    private boolean noteDue;
    private long keptUntil = Pace.NEVER;
    private @Nullable PendingCommand announced;
    private long announcedUntil = Pace.NEVER;
    private boolean announcementSaved;
    private int wantedMillis;
    private long settlingUntil = Pace.NEVER;
    private boolean readBackPlanned;
    private final List<PendingCommand> confirming = new ArrayList<>(0);
    private final Map<String, Long> limits = new TreeMap<>();
    private boolean conditioned;
    private final InstanceStatus status = new InstanceStatus(this);
    private @Nullable Host<InstanceLane> host;
    private @Nullable Host<InstanceLane> calledHost;
    private int calledEpoch;
    private @Nullable Host<InstanceLane> reservedHost;
    private @Nullable WaitReason traced;

    InstanceLane(String instance, OwnedPartition partition) {
        super(instance);
        this.partition = partition;
    }

    OwnedPartition partition() {
        return partition;
    }

    /**
     * The instances file names the instance, or does not.
     *
     * @param until how long commands wait for it if it is missing from now on
     */
    void isNamed(boolean named, long until) {
        if (named) {
            absentUntil = Pace.NEVER;
        } else if (absentUntil == Pace.NEVER) {
            absentUntil = until;
        }
    }

    /** So long commands wait for an instance that the instances file has lost. */
    long absentUntil() {
        return absentUntil == Pace.NEVER ? Pace.FAR : absentUntil;
    }

    /** It is not to be forgotten before that moment, idle or not. */
    void keepUntil(long nanos) {
        keptUntil = nanos;
    }

    long keptUntil() {
        return keptUntil;
    }

    /** When its settings were last asked for, monotonic nanoseconds. */
    long askedAt() {
        return askedAt;
    }

    void askedAt(long nanos) {
        askedAt = nanos;
    }

    /** Whether an answer to that is awaited. */
    boolean isAsking() {
        return asking;
    }

    void asking(boolean is) {
        asking = is;
    }

    /** A setSettings asked for that delay: until it shows, or until that moment, the pace must not fall below it. */
    void settling(int wanted, long until) {
        wantedMillis = wanted;
        settlingUntil = until;
    }

    /** The delay that rules now that getSettings has said {@code read}. */
    int ruling(int read, long now) {
        if (read == wantedMillis) {
            settlingUntil = Pace.NEVER;
        }
        return isSettling(now) ? Math.max(read, wantedMillis) : read;
    }

    /** Whether a changed delay has not shown yet. */
    boolean isSettling(long now) {
        return now < settlingUntil;
    }

    /** The delay that a setSettings asked for, 0 when it asked for none. */
    int wantedMillis() {
        return wantedMillis;
    }

    /** Until when that is waited for. */
    long settlingUntil() {
        return settlingUntil;
    }

    /** Whether the settings will be read again in a moment. */
    boolean isReadBackPlanned() {
        return readBackPlanned;
    }

    void readBackPlanned(boolean is) {
        readBackPlanned = is;
    }

    /** setSettings commands that were accepted and have not shown yet. */
    List<PendingCommand> confirming() {
        return confirming;
    }

    /** Methods that the API limits for longer than every new owner waits, and until when. */
    Map<String, Long> limits() {
        return limits;
    }

    /** Whether the ledger holds a condition of the instance. */
    boolean isConditioned() {
        return conditioned;
    }

    void conditioned(boolean is) {
        conditioned = is;
    }

    /** What is known of the instance's state. */
    InstanceStatus status() {
        return status;
    }

    /** Where its calls go; null while its instance is not in the file. */
    @Nullable
    Host<InstanceLane> host() {
        return host;
    }

    void host(@Nullable Host<InstanceLane> other) {
        host = other;
    }

    /** A call begins: where, and under which view of the host's health. */
    void called(Host<InstanceLane> where, int epoch) {
        calledHost = where;
        calledEpoch = epoch;
    }

    @Nullable
    Host<InstanceLane> calledHost() {
        return calledHost;
    }

    /** The host that keeps room for its next call, which has to be announced first; null when none does. */
    @Nullable
    Host<InstanceLane> reservedHost() {
        return reservedHost;
    }

    void reserve(@Nullable Host<InstanceLane> where) {
        reservedHost = where;
    }

    /** The reason that was last written to the log at TRACE. */
    @Nullable
    WaitReason traced() {
        return traced;
    }

    void traced(WaitReason reason) {
        traced = reason;
    }

    int calledEpoch() {
        return calledEpoch;
    }

    /** The command whose call was announced in the ledger, or will be with the next checkpoint; null when none is. */
    @Nullable
    PendingCommand announced() {
        return announced;
    }

    /** Its call is announced, and good if it starts before that moment. */
    void announce(@Nullable PendingCommand pending, long until) {
        announced = pending;
        announcedUntil = until;
        announcementSaved = false;
    }

    void announcementSaved() {
        announcementSaved = true;
    }

    /** Whether a checkpoint has to be waited for before anything goes. */
    boolean isAnnouncing() {
        return announced != null && !announcementSaved;
    }

    /** Whether that command may go at that moment, on the strength of its announcement. */
    boolean isAnnounced(PendingCommand pending, long now) {
        return announced == pending && announcementSaved && now < announcedUntil;
    }

    long announcedUntil() {
        return announcedUntil;
    }

    /** The change, since this was last asked, in the number of lanes with work: 1, 0 or -1. */
    int activity() {
        boolean was = active;
        active = !isIdle() && partition.isOurs() && status.hold() == null;
        return Boolean.compare(active, was);
    }

    /** Whether it has work and is not held, as of then. */
    boolean isActive() {
        return active;
    }

    /** Whether its last departure is one, and not an assumption. */
    boolean hasDeparted() {
        return departed;
    }

    void hasDeparted(boolean is) {
        departed = is;
    }

    /** Whether the ledger is to be told of the last departure as soon as the call under way has ended. */
    boolean isNoteDue() {
        return noteDue;
    }

    void noteDue(boolean is) {
        noteDue = is;
    }

    /** Whether the ledger holds a departure of the instance. */
    boolean isRemembered() {
        return partition.isRemembered(instance());
    }

    void remembered(boolean is) {
        partition.remembered(instance(), is);
    }
}
