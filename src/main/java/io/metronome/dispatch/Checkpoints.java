package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.pacing.Pace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Group commit: at intervals, what is new on all partitions goes to the ledger as one checkpoint, and one is under way
 * at a time. When nothing is new a confirmation goes out often enough to keep the lease. Touched on the dispatcher's
 * thread only.
 */
final class Checkpoints {

    /** Hears what became of checkpoints. */
    interface Listener {
        void saved(Checkpoint checkpoint, CommittedCheckpoint saved);

        /** Nothing of ours is known to be saved: forget every partition, and restore. */
        void ledgerLost();
    }

    private static final int EASE = 4;

    private final Ledger ledger;
    private final PartitionLifecycle lifecycle;
    private final DispatcherLoop loop;
    private final Time time;
    private final Lease lease;
    private final long intervalNanos;
    private final long renewalNanos;
    private final long maxUnsavedNanos;
    private final int homes;
    private final UnsavedCalls unsavedCalls;
    private final Listener listener;
    private @Nullable Checkpoint underWay;
    private volatile long startedAt = Pace.FAR;
    private long anchor;
    private boolean cutAtBound;
    private int turn;
    private boolean asked;
    private long lastBegunAt = Pace.NEVER;
    private @Nullable Disposable next;
    private long tickAt = Pace.FAR;

    Checkpoints(
            Ledger ledger,
            PartitionLifecycle lifecycle,
            DispatcherLoop loop,
            Time time,
            Lease lease,
            DispatchSettings settings,
            Listener listener) {
        this.ledger = ledger;
        this.lifecycle = lifecycle;
        this.loop = loop;
        this.time = time;
        this.lease = lease;
        this.intervalNanos = settings.checkpointInterval().toNanos();
        this.renewalNanos = settings.lease().toNanos() / 3;
        this.maxUnsavedNanos = settings.maxUnsaved().toNanos();
        this.homes = settings.partitions();
        this.unsavedCalls = new UnsavedCalls(settings.maxInFlight(), intervalNanos);
        this.listener = listener;
    }

    void start() {
        tickIn(intervalNanos);
    }

    /** Something should be told without waiting for the interval. */
    void soon() {
        asked = true;
        tickIn(0);
    }

    /** Whether a checkpoint has been running for so long that calls must not add to what a loss repeats. Any thread. */
    boolean isOverdue() {
        long started = startedAt;
        return started != Pace.FAR && time.nanos() - started >= maxUnsavedNanos;
    }

    /** Calls that no committed checkpoint holds. */
    UnsavedCalls unsavedCalls() {
        return unsavedCalls;
    }

    private void tickIn(long nanos) {
        long at = time.nanos() + nanos;
        if (at < tickAt) {
            if (next != null) {
                next.dispose();
            }
            tickAt = at;
            next = loop.runIn(nanos, this::tick);
        }
    }

    private void tick() {
        tickAt = Pace.FAR;
        time.follow();
        if (underWay == null) {
            List<PartitionCheckpoint> sections = sections();
            if (!sections.isEmpty()) {
                write(new Checkpoint(sections));
                return;
            }
        }
        tickIn(intervalNanos);
    }

    private List<PartitionCheckpoint> sections() {
        List<PartitionCheckpoint> sections = new ArrayList<>();
        Budget budget = new Budget();
        for (OwnedPartition partition : inTurn()) {
            if (partition.isWritable() && partition.news().any() && budget.isLeft()) {
                sections.add(partition.news().cut(budget, mark(partition)));
            }
        }
        cutAtBound = !budget.isLeft();
        if (sections.isEmpty() && time.nanos() - renewalNanos >= lastBegunAt) {
            lifecycle
                    .anyLive()
                    .ifPresent(partition -> sections.add(partition.news().confirmation()));
        }
        return sections;
    }

    /* Who opens or leaves is waited for; the others take turns at being first, for a bound is soon reached. */
    private List<OwnedPartition> inTurn() {
        List<OwnedPartition> partitions = new ArrayList<>(lifecycle.partitions());
        Collections.rotate(partitions, ++turn % Math.max(1, partitions.size()));
        partitions.sort(Comparator.comparing(OwnedPartition::mayCall));
        return partitions;
    }

    private PartitionCheckpoint.@Nullable HeaderState mark(OwnedPartition partition) {
        return partition.number() < homes
                ? new PartitionCheckpoint.HeaderState(partition.isQuiet(), partition.floorMark())
                : null;
    }

    private void write(Checkpoint checkpoint) {
        underWay = checkpoint;
        asked = false;
        startedAt = time.nanos();
        anchor = time.anchorNow();
        unsavedCalls.cut();
        ledger.save(checkpoint)
                .subscribe(saved -> loop.run(() -> saved(checkpoint, saved)), failure -> loop.run(this::lost));
    }

    private void saved(Checkpoint checkpoint, CommittedCheckpoint saved) {
        underWay = null;
        startedAt = Pace.FAR;
        if (!saved.written().isEmpty()) {
            lastBegunAt = saved.begunAt();
            lease.renew(saved.begunAt(), anchor);
            unsavedCalls.committed(saved.begunAt(), saved.durationNanos());
        }
        unsavedCalls.decided();
        listener.saved(checkpoint, saved);
        tickAt = Pace.FAR;
        tickIn(cutAtBound || asked ? 0 : Math.max(intervalNanos, ease(saved)));
    }

    /* A slow ledger is given time to breathe, but not the time that the lease needs. */
    private long ease(CommittedCheckpoint saved) {
        return Math.min(EASE * saved.durationNanos(), lastBegunAt + renewalNanos - time.nanos());
    }

    private void lost() {
        underWay = null;
        startedAt = Pace.FAR;
        lease.drop();
        unsavedCalls.decided();
        listener.ledgerLost();
        tickIn(MILLISECONDS.toNanos(100));
    }
}
