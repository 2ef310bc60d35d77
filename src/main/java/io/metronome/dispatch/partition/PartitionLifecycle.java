package io.metronome.dispatch.partition;

import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.intake.Intake;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.ledger.RestoreMemory;
import io.metronome.spill.Spill;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owned partitions, from assignment to hand-over: restore, open, live, leave. A partition is opened by a header of
 * this worker before its first call, so that the next owner knows that calls may have been made.
 */
public final class PartitionLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionLifecycle.class);

    private final Map<Integer, OwnedPartition> partitions = new LinkedHashMap<>();
    private final Map<OwnedPartition, RestoredPartition> opening = new LinkedHashMap<>();
    private final Map<OwnedPartition, Runnable> leaving = new LinkedHashMap<>();
    private final RestoreSource source;
    private final Spill spill;
    private final DispatcherLoop loop;
    private final Time time;
    private final DispatchSettings settings;
    private final DispatchListener listener;
    private final PartitionListener pipeline;
    private @Nullable Intake intake;
    private Runnable checkpointSoon = () -> {};
    private Runnable checkpointAwaited = () -> {};
    private RestoreMemory memory = (bytes, mustGoOn) -> true;

    public PartitionLifecycle(
            RestoreSource source,
            Spill spill,
            DispatcherLoop loop,
            Time time,
            DispatchSettings settings,
            DispatchListener listener,
            PartitionListener pipeline) {
        this.source = source;
        this.spill = spill;
        this.loop = loop;
        this.time = time;
        this.settings = settings;
        this.listener = listener;
        this.pipeline = pipeline;
    }

    public void connect(Intake to, Checkpoints checkpoints, RestoreMemory room) {
        intake = to;
        checkpointSoon = checkpoints::soon;
        checkpointAwaited = checkpoints::awaited;
        memory = room;
    }

    public Collection<OwnedPartition> partitions() {
        return partitions.values();
    }

    Optional<OwnedPartition> anyLive() {
        return partitions.values().stream().filter(OwnedPartition::mayCall).findFirst();
    }

    boolean isRestoring() {
        return partitions.values().stream().anyMatch(partition -> partition.phase() == Phase.RESTORING);
    }

    /** The partition, if it is owned under that number and live. */
    @Nullable
    public OwnedPartition live(int number, long ownership) {
        OwnedPartition partition = partitions.get(number);
        return partition != null && partition.ownership() == ownership && partition.mayCall() ? partition : null;
    }

    /** Retention overtook the reading. */
    public void skipped(int number, long ownership, long from, long to) {
        loop.assertOwned();
        OwnedPartition partition = live(number, ownership);
        if (partition != null && partition.delta().position() >= from) {
            partition.delta().taken(to);
        }
    }

    /** The intake does not read the partition any more; what was read of it is sent as before. */
    public void stopped(int number, long ownership, String why) {
        loop.assertOwned();
        OwnedPartition partition = partitions.get(number);
        if (partition != null && partition.ownership() == ownership) {
            partition.unread(why);
            pipeline.counted();
        }
    }

    public void assigned(Map<Integer, Long> ownerships) {
        loop.assertOwned();
        ownerships.forEach((number, ownership) -> restore(number, ownership, null));
        pipeline.counted();
    }

    /** Starts no more calls there, and runs {@code done} when the last checkpoint is decided. */
    public void revoked(Map<Integer, Long> ownerships, Runnable done) {
        loop.assertOwned();
        List<OwnedPartition> writable = new ArrayList<>();
        ownerships.forEach((number, ownership) -> {
            OwnedPartition partition = partitions.get(number);
            if (partition != null && partition.ownership() == ownership && partition.isWritable()) {
                writable.add(partition);
            } else if (partition != null && partition.ownership() == ownership) {
                forget(partition);
            }
        });
        AtomicInteger left = new AtomicInteger(writable.size());
        for (OwnedPartition partition : writable) {
            leaving.put(partition, () -> {
                if (left.decrementAndGet() == 0) {
                    done.run();
                }
            });
            leave(partition);
        }
        if (writable.isEmpty()) {
            done.run();
        }
    }

    /** The partitions belong to other workers already. Nothing is written of the calls that are still in flight. */
    public void lost(Map<Integer, Long> ownerships) {
        loop.assertOwned();
        ownerships.forEach((number, ownership) -> {
            OwnedPartition partition = partitions.get(number);
            if (partition != null && partition.ownership() == ownership) {
                forget(partition);
            }
        });
    }

    /** The producer had to be replaced. The fate of its last checkpoint is unknown, so every partition is restored. */
    public void restoreAll() {
        loop.assertOwned();
        for (OwnedPartition partition : List.copyOf(partitions.values())) {
            Runnable handedOver = leaving.get(partition);
            forget(partition);
            if (handedOver == null) {
                restore(partition.number(), partition.ownership(), null);
            }
        }
    }

    /** A call of that partition has ended. */
    public void callEnded(OwnedPartition partition) {
        loop.assertOwned();
        if (partition.isQuiet()) {
            partition.delta().headerDue();
            checkpointSoon.run();
        }
    }

    public void saved(Checkpoint checkpoint, CommittedCheckpoint saved) {
        loop.assertOwned();
        for (PartitionCheckpoint section : checkpoint.sections()) {
            OwnedPartition partition = partitions.get(section.partition());
            boolean isWritten = saved.written().contains(section.partition());
            if (partition != null && partition.ownership() == section.ownership() && isWritten) {
                saved(partition, section, saved);
            }
        }
    }

    private void saved(OwnedPartition partition, PartitionCheckpoint section, CommittedCheckpoint saved) {
        partition.delta().ledgerCommands().split(saved.split().getOrDefault(partition.number(), Set.of()));
        pipeline.announced(partition, partition.delta().saved());
        if (partition.phase() == Phase.OPENING) {
            open(partition, saved);
        } else if (partition.isQuiet() && !partition.delta().any() && section.isClean(settings.partitions())) {
            LOG.info("Handed over partition {} at offset {}", partition.number(), section.position());
            forget(partition);
        }
    }

    private void restore(int number, long ownership, @Nullable LedgerRefusal before) {
        OwnedPartition partition = new OwnedPartition(
                number,
                ownership,
                time.nanos(),
                settings.idempotencyWindow().toMillis(),
                source.parsingRules(),
                spill.part(),
                settings.bounds().blocks(),
                checkpointAwaited);
        if (before != null) {
            partition.refused(before);
        }
        partitions.put(number, partition);
        source.read(number, ownership, memory)
                .subscribe(
                        restored -> loop.run(() -> restored(partition, restored)),
                        failure -> failed(partition, failure));
    }

    private void restored(OwnedPartition partition, RestoredPartition restored) {
        if (partition.phase() != Phase.RESTORING) {
            return;
        }
        partition.accepted();
        partition.headerFloor(TakeoverFloor.inHeader(partition, restored.end()));
        partition.keepsDelays(restored.format().datesDelays());
        partition.delta().taken(restored.position());
        partition.delta().restoredSentIds(restored.sent().size());
        partition
                .delta()
                .ledgerCommands()
                .restored(restored.blocks(), restored.format().hasBlocks());
        partition.restoredBytes(restored.bytes());
        partition.phase(Phase.OPENING);
        opening.put(partition, restored);
        pipeline.counted();
        checkpointSoon.run();
    }

    private void failed(OwnedPartition partition, Throwable failure) {
        if (failure instanceof Error) {
            loop.failed(failure);
        } else {
            loop.run(() -> refused(partition, failure));
        }
    }

    private void refused(OwnedPartition partition, Throwable failure) {
        if (partition.phase() == Phase.RESTORING) {
            LedgerRefusal refusal = LedgerRefusal.of(failure, partition.refusal());
            refusal.tell(partition.number(), failure, partition.refusal());
            partition.phase(Phase.REFUSED);
            partition.refused(refusal);
            pipeline.counted();
            loop.runIn(refusal.waitNanos(), () -> lookAgain(partition, refusal));
        }
    }

    /* Everything is checked as at the first look, so nothing is guessed now either. */
    private void lookAgain(OwnedPartition partition, LedgerRefusal refusal) {
        if (partition.phase() == Phase.REFUSED) {
            forget(partition);
            restore(partition.number(), partition.ownership(), refusal);
            pipeline.counted();
        }
    }

    private void open(OwnedPartition partition, CommittedCheckpoint saved) {
        RestoredPartition restored = opening.remove(partition);
        if (restored == null || intake == null) {
            throw new IllegalStateException("partition " + partition.number() + " opens without having been restored");
        }
        BrokerTime broker = BrokerTime.of(saved, partition.number());
        TakeoverFloor floor = TakeoverFloor.of(partition, restored.end(), broker);
        partition.headerFloor(floor.inHeader());
        partition.opened(floor.nanos(), floor.callsFrom());
        Intake reading = intake;
        long position = restored.position();
        int commands = restored.commands().size();
        pipeline.live(partition, restored, broker, () -> {
            listener.restored(partition.number(), time.nanos() - partition.assignedAt(), commands);
            reading.begin(partition.number(), partition.ownership(), position);
        });
    }

    private void leave(OwnedPartition partition) {
        opening.remove(partition);
        partition.phase(Phase.LEAVING);
        pipeline.closed(partition);
        partition.delta().headerDue();
        checkpointSoon.run();
    }

    private void forget(OwnedPartition partition) {
        partition.phase(Phase.GONE);
        opening.remove(partition);
        partitions.remove(partition.number(), partition);
        pipeline.gone(partition);
        partition.release();
        Runnable handedOver = leaving.remove(partition);
        if (handedOver != null) {
            handedOver.run();
        }
    }
}
