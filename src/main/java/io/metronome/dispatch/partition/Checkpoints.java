package io.metronome.dispatch.partition;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.loop.Bounds;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.pacing.Pace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Group commit: what is new on all partitions goes to the ledger as one checkpoint, and one is under way at a time. It
 * goes out after the interval, or earlier when somebody waits for it: a producer for a reply, a lane for its announcement.
 * Then it only keeps the distance that the last one's cost asks for. When nothing is new a confirmation goes out often
 * enough to keep the lease.
 */
public final class Checkpoints {

    /** Told what became of checkpoints. */
    public interface CheckpointListener {
        void saved(Checkpoint checkpoint, CommittedCheckpoint saved);

        /** Nothing was written: no partition of the checkpoint is owned any more. */
        void dropped();

        /** The last checkpoint may be lost: every partition has to be forgotten and restored. */
        void ledgerLost();
    }

    private static final int EASE = 4;
    /*
     * Each partition of a checkpoint costs the brokers two or three records that end its transaction, and their replicas
     * as many. So a checkpoint of that many partitions keeps the whole interval.
     */
    private static final int MANY_PARTITIONS = 64;

    private final Ledger ledger;
    private final PartitionLifecycle lifecycle;
    private final DispatcherLoop loop;
    private final Time time;
    private final Lease lease;
    private final long intervalNanos;
    private final long renewalNanos;
    private final long maxUnsavedNanos;
    private final int homes;
    private final Bounds bounds;
    private final UnsavedCalls unsavedCalls;
    private final CheckpointListener listener;
    private @Nullable Checkpoint underWay;
    private volatile long startedAt = Pace.FAR;
    private long anchor;
    private boolean cutAtBound;
    private int turn;
    private boolean asked;
    private boolean isAwaited;
    private long promptAt = Pace.NEVER;
    private long lastBegunAt = Pace.NEVER;
    private @Nullable Disposable next;
    private long tickAt = Pace.FAR;

    public Checkpoints(
            Ledger ledger,
            PartitionLifecycle lifecycle,
            DispatcherLoop loop,
            Time time,
            Lease lease,
            DispatchSettings settings,
            CheckpointListener listener) {
        this.ledger = ledger;
        this.lifecycle = lifecycle;
        this.loop = loop;
        this.time = time;
        this.lease = lease;
        this.intervalNanos = settings.checkpointInterval().toNanos();
        this.renewalNanos = settings.lease().toNanos() / 3;
        this.maxUnsavedNanos = settings.maxUnsaved().toNanos();
        this.homes = settings.partitions();
        this.bounds = settings.bounds();
        this.unsavedCalls = new UnsavedCalls(settings.maxInFlight(), intervalNanos);
        this.listener = listener;
    }

    public void start() {
        loop.assertOwned();
        tickIn(intervalNanos);
    }

    /** Takes a checkpoint without waiting for the interval. */
    public void soon() {
        loop.assertOwned();
        asked = true;
        tickIn(0);
    }

    /** A reply or an announcement waits: the next checkpoint comes before the interval is over, if the last one was cheap. */
    public void awaited() {
        loop.assertOwned();
        if (!isAwaited) {
            isAwaited = true;
            if (underWay == null) {
                tickIn(untilPrompt());
            }
        }
    }

    private long untilPrompt() {
        return Math.max(0, promptAt - time.nanos());
    }

    /** Whether a checkpoint has been running for so long that calls must not add to what a loss repeats. Any thread. */
    public boolean isOverdue() {
        long started = startedAt;
        return started != Pace.FAR && time.nanos() - started >= maxUnsavedNanos;
    }

    /** Calls that no committed checkpoint holds. */
    public UnsavedCalls unsavedCalls() {
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
        loop.assertOwned();
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
        Budget budget = new Budget(bounds);
        for (OwnedPartition partition : inTurn()) {
            if (partition.isWritable() && partition.hasNews() && budget.isLeft()) {
                sections.add(partition.delta().cut(budget, header(partition)));
            }
        }
        cutAtBound = !budget.isLeft();
        if (sections.isEmpty() && time.nanos() - renewalNanos >= lastBegunAt) {
            lifecycle
                    .anyLive()
                    .ifPresent(partition -> sections.add(partition.delta().confirmation()));
        }
        return sections;
    }

    /* Partitions that open or leave come first. The others take turns at being first, since the budget is limited. */
    private List<OwnedPartition> inTurn() {
        List<OwnedPartition> partitions = new ArrayList<>(lifecycle.partitions());
        Collections.rotate(partitions, ++turn % Math.max(1, partitions.size()));
        partitions.sort(Comparator.comparing(OwnedPartition::mayCall));
        return partitions;
    }

    private PartitionCheckpoint.@Nullable HeaderState header(OwnedPartition partition) {
        return partition.number() < homes
                ? new PartitionCheckpoint.HeaderState(partition.isQuiet(), partition.headerFloor())
                : null;
    }

    private void write(Checkpoint checkpoint) {
        underWay = checkpoint;
        asked = false;
        isAwaited = false;
        startedAt = time.nanos();
        anchor = time.anchorNow();
        unsavedCalls.cut();
        ledger.save(checkpoint)
                .singleOptional()
                .subscribe(saved -> loop.run(() -> decided(checkpoint, saved)), this::failed);
    }

    private void failed(Throwable failure) {
        if (failure instanceof Error) {
            loop.failed(failure);
        } else {
            loop.run(this::lost);
        }
    }

    private void decided(Checkpoint checkpoint, Optional<CommittedCheckpoint> saved) {
        underWay = null;
        startedAt = Pace.FAR;
        saved.ifPresentOrElse(committed -> saved(checkpoint, committed), listener::dropped);
        unsavedCalls.decided();
        tickAt = Pace.FAR;
        promptAt = time.nanos() + saved.map(this::cost).orElse(intervalNanos);
        if (cutAtBound || asked) {
            tickIn(0);
        } else if (isAwaited) {
            tickIn(untilPrompt());
        } else {
            tickIn(Math.max(intervalNanos, saved.map(this::ease).orElse(0L)));
        }
    }

    private void saved(Checkpoint checkpoint, CommittedCheckpoint saved) {
        lastBegunAt = saved.begunAt();
        lease.renew(saved.begunAt(), anchor);
        unsavedCalls.committed(saved.begunAt(), saved.durationNanos());
        listener.saved(checkpoint, saved);
    }

    /* A slow ledger gets pauses, but not the time that the lease needs. */
    private long ease(CommittedCheckpoint saved) {
        return Math.min(EASE * saved.durationNanos(), lastBegunAt + renewalNanos - time.nanos());
    }

    /* Half of the time stays for other work, and no more than the interval is waited. */
    private long cost(CommittedCheckpoint saved) {
        long partitions = intervalNanos / MANY_PARTITIONS * saved.written().size();
        return Math.min(intervalNanos, Math.max(saved.durationNanos(), partitions));
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
