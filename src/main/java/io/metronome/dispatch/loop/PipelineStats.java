package io.metronome.dispatch.loop;

import io.metronome.command.Priority;
import io.metronome.delivery.HoldReason;
import io.metronome.pacing.Pace;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** The counts as they are kept. Written by the pipeline, on the dispatcher's thread only; read on any. */
public final class PipelineStats implements Gauges {
    private final AtomicLongArray pending = new AtomicLongArray(Priority.COUNT);
    private volatile long pendingBytes;
    private volatile long inFlight;
    private volatile long runnable;
    private volatile long oldestDue = Pace.FAR;
    private final AtomicLong activeInstances = new AtomicLong();
    private final AtomicLong outOfHours = new AtomicLong();
    private final AtomicLong capped = new AtomicLong();
    private final Map<HoldReason, AtomicLong> held = new EnumMap<>(HoldReason.class);
    private volatile long paused;
    private volatile LedgerRecords ledgerRecords = LedgerRecords.NONE;
    private volatile long pausedByOperators;
    private volatile long assigned;
    private volatile long ready;
    private volatile List<String> unreadReasons = List.of();
    private volatile long lastRound;

    /** Everything is zero. */
    public PipelineStats() {
        for (HoldReason reason : HoldReason.values()) {
            held.put(reason, new AtomicLong());
        }
    }

    /** A command began, or ceased, to be pending. */
    public void pending(Priority priority, int change) {
        pending.lazySet(priority.rank(), pending.get(priority.rank()) + change);
    }

    public void active(int change) {
        activeInstances.lazySet(activeInstances.get() + change);
    }

    /** So many more active instances wait for their hours, and for the next day. */
    public void waitForCalendar(int ofHours, int ofCap) {
        outOfHours.lazySet(outOfHours.get() + ofHours);
        capped.lazySet(capped.get() + ofCap);
    }

    /** An instance is held for another reason; null for none. */
    public void held(@Nullable HoldReason before, @Nullable HoldReason now) {
        held(before, -1);
        held(now, 1);
    }

    private void held(@Nullable HoldReason reason, int change) {
        AtomicLong count = reason == null ? null : held.get(reason);
        if (count != null) {
            count.lazySet(count.get() + change);
        }
    }

    /** So many instances are paused by operators. */
    public void paused(int instances) {
        pausedByOperators = instances;
    }

    public void beat(long now) {
        lastRound = now;
    }

    public void round(int runnableLanes, int calls, long firstDue) {
        runnable = runnableLanes;
        oldestDue = firstDue;
        inFlight = calls;
    }

    /** The ledger holds these records of the partitions of this worker. */
    public void ledgerRecords(LedgerRecords live) {
        ledgerRecords = live;
    }

    public void partitions(long bytes, int all, int live, int notRead, List<String> unread) {
        unreadReasons = List.copyOf(unread);
        pendingBytes = bytes;
        assigned = all;
        ready = live;
        paused = notRead;
    }

    @Override
    public long pending(Priority priority) {
        return pending.get(priority.rank());
    }

    @Override
    public long pendingBytes() {
        return pendingBytes;
    }

    @Override
    public long inFlight() {
        return inFlight;
    }

    @Override
    public long runnable() {
        return runnable;
    }

    @Override
    public long oldestDueNanos() {
        return oldestDue;
    }

    @Override
    public long activeInstances() {
        return activeInstances.get();
    }

    @Override
    public long instancesOutOfHours() {
        return outOfHours.get();
    }

    @Override
    public long cappedInstances() {
        return capped.get();
    }

    @Override
    public long heldInstances(HoldReason reason) {
        return Objects.requireNonNull(held.get(reason)).get();
    }

    @Override
    public long pausedInstances() {
        return pausedByOperators;
    }

    @Override
    public long pausedPartitions() {
        return paused;
    }

    @Override
    public LedgerRecords ledgerRecords() {
        return ledgerRecords;
    }

    @Override
    public long assignedPartitions() {
        return assigned;
    }

    @Override
    public long readyPartitions() {
        return ready;
    }

    @Override
    public List<String> unreadReasons() {
        return unreadReasons;
    }

    @Override
    public long lastRoundNanos() {
        return lastRound;
    }
}
