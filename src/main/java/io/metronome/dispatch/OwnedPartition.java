package io.metronome.dispatch;

import io.metronome.command.Priority;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.pacing.Pace;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One ownership of one partition: its phase, its lanes, and the news that the next checkpoint tells.
 * Touched on the dispatcher's thread only, but for {@link #mayCall}.
 */
final class OwnedPartition {

    /** The life of an ownership. */
    enum Phase {
        /** The ledger is being read; nothing may be written. */
        RESTORING,
        /** Everything is in its lane; the header that says so is not committed yet. */
        OPENING,
        /** Reads and calls. */
        LIVE,
        /** Will be given back: no new calls, the last checkpoint is due. */
        LEAVING,
        /** Somebody else's, or about to be restored anew. */
        GONE,
        /** The ledger does not fit; an operator has to look. */
        REFUSED;

        /** The phases that may follow this one. */
        private Set<Phase> next() {
            return switch (this) {
                case RESTORING -> EnumSet.of(OPENING, REFUSED, GONE);
                case OPENING -> EnumSet.of(LIVE, LEAVING, GONE);
                case LIVE -> EnumSet.of(LEAVING, GONE);
                case LEAVING, REFUSED -> EnumSet.of(GONE);
                case GONE -> EnumSet.noneOf(Phase.class);
            };
        }
    }

    private final int number;
    private final long ownership;
    private final long assignedAt;
    private volatile Phase phase = Phase.RESTORING;

    private final Map<String, InstanceLane> lanes = new LinkedHashMap<>();
    private final Set<String> remembered = new LinkedHashSet<>();
    private final SentIds sentIds;
    private final PartitionDelta news;
    private PartitionCheckpoint.Floor floorMark = new PartitionCheckpoint.Floor.None();
    private long floor = Pace.NEVER;
    private long callsFrom = Pace.NEVER;
    private final int[] pending = new int[Priority.COUNT];
    private int inFlight;
    private boolean held;
    private @Nullable String unread;

    OwnedPartition(int number, long ownership, long assignedAt, long idempotencyWindowMillis) {
        this.number = number;
        this.ownership = ownership;
        this.assignedAt = assignedAt;
        this.sentIds = new SentIds(idempotencyWindowMillis);
        this.news = new PartitionDelta(number, ownership);
    }

    int number() {
        return number;
    }

    long ownership() {
        return ownership;
    }

    /** Monotonic nanoseconds. */
    long assignedAt() {
        return assignedAt;
    }

    Phase phase() {
        return phase;
    }

    /** The next phase of its life; one that cannot follow is an error of ours, and ends the process. */
    void phase(Phase next) {
        if (!phase.next().contains(next)) {
            throw new IllegalStateException("partition " + number + " cannot go from " + phase + " to " + next);
        }
        phase = next;
    }

    /** Asked on any thread. */
    boolean mayCall() {
        return phase == Phase.LIVE;
    }

    /** Whether outcomes still count here. */
    boolean isOurs() {
        return phase == Phase.LIVE || phase == Phase.LEAVING;
    }

    /** Whether checkpoints may speak of it: who has not finished restoring writes nothing. */
    boolean isWritable() {
        return isOurs() || phase == Phase.OPENING;
    }

    /** What headers of this partition say of the floor. */
    PartitionCheckpoint.Floor floorMark() {
        return floorMark;
    }

    void floorMark(PartitionCheckpoint.Floor mark) {
        floorMark = mark;
    }

    /** The same as a monotonic moment, or {@link Pace#NEVER}: as late as this an instance may have departed. */
    long floor() {
        return floor;
    }

    /** From here on lanes can be made: the floor, and the moment before which nothing is called, are known. */
    void opened(long latestDeparture, long calls) {
        floor = latestDeparture;
        callsFrom = calls;
        phase(Phase.LIVE);
    }

    /** Whether the ledger holds a departure of that instance, though its lane may have been forgotten. */
    boolean isRemembered(String instance) {
        return remembered.contains(instance);
    }

    void remembered(String instance, boolean is) {
        if (is) {
            remembered.add(instance);
        } else {
            remembered.remove(instance);
        }
    }

    InstanceLane lane(String instance) {
        return lanes.computeIfAbsent(instance, id -> {
            InstanceLane lane = new InstanceLane(id, this);
            if (floor != Pace.NEVER) {
                lane.pace().departed(floor, LongGaps.SHORT_TYPING_MILLIS);
            }
            lane.closeUntil(callsFrom);
            return lane;
        });
    }

    @Nullable
    InstanceLane existingLane(String instance) {
        return lanes.get(instance);
    }

    Collection<InstanceLane> lanes() {
        return lanes.values();
    }

    void forget(InstanceLane lane) {
        lanes.remove(lane.instance(), lane);
    }

    SentIds sentIds() {
        return sentIds;
    }

    /** What the next checkpoint has to say. */
    PartitionDelta news() {
        return news;
    }

    /** Commands of that priority that were read and have not ended. */
    int pending(Priority priority) {
        return pending[priority.rank()];
    }

    void pending(Priority priority, int change) {
        pending[priority.rank()] += change;
    }

    /** Whether it is on its way out and every call has ended: what a clean hand-over says. */
    boolean isQuiet() {
        return phase == Phase.LEAVING && inFlight == 0;
    }

    int inFlight() {
        return inFlight;
    }

    void inFlight(int change) {
        inFlight += change;
    }

    /** Why it is not read, for people; null while it is read or restored. */
    @Nullable
    String unread() {
        return unread;
    }

    void unread(String why) {
        unread = why;
    }

    boolean isHeld() {
        return held;
    }

    void held(boolean is) {
        held = is;
    }
}
