package io.metronome.dispatch;

import io.metronome.dispatch.OwnedPartition.Phase;
import io.metronome.intake.Intake;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.PartitionCheckpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that are ours, from assignment to hand-over: restore, open, live, leave. A partition is opened by a
 * header of our own before its first call, so that whoever comes next knows that calls may have been made. Touched on
 * the dispatcher's thread only.
 */
final class PartitionLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionLifecycle.class);

    /** What the pipeline does about partitions. */
    interface Listener {
        /** What was waiting is to be taken in; {@code done} when it is. */
        void live(OwnedPartition partition, RestoredPartition restored, Runnable done);

        /** Its lanes are not served any more. */
        void closed(OwnedPartition partition);

        /** A checkpoint holds these announcements. */
        void announced(List<Announcement> saved);

        /** Nothing of it is our business any more. */
        void gone(OwnedPartition partition);
    }

    private final Map<Integer, OwnedPartition> partitions = new LinkedHashMap<>();
    private final Map<OwnedPartition, RestoredPartition> opening = new LinkedHashMap<>();
    private final Map<OwnedPartition, Runnable> leaving = new LinkedHashMap<>();
    private final Ledger ledger;
    private final RestoredPartition.RecordDecoder decoding;
    private final DispatcherLoop loop;
    private final Time time;
    private final DispatchSettings settings;
    private final DispatchListener listener;
    private final Listener pipeline;
    private @Nullable Intake intake;
    private Runnable checkpointSoon = () -> {};

    PartitionLifecycle(
            Ledger ledger,
            RestoredPartition.RecordDecoder decoding,
            DispatcherLoop loop,
            Time time,
            DispatchSettings settings,
            DispatchListener listener,
            Listener pipeline) {
        this.ledger = ledger;
        this.decoding = decoding;
        this.loop = loop;
        this.time = time;
        this.settings = settings;
        this.listener = listener;
        this.pipeline = pipeline;
    }

    void connect(Intake to, Runnable soon) {
        intake = to;
        checkpointSoon = soon;
    }

    Collection<OwnedPartition> partitions() {
        return partitions.values();
    }

    /** The lanes of all partitions that call. */
    List<InstanceLane> lanes() {
        return partitions.values().stream()
                .filter(OwnedPartition::mayCall)
                .flatMap(partition -> partition.lanes().stream())
                .toList();
    }

    Optional<OwnedPartition> anyLive() {
        return partitions.values().stream().filter(OwnedPartition::mayCall).findFirst();
    }

    /** The partition if it is ours under that number, and reads. */
    @Nullable
    OwnedPartition live(int number, long ownership) {
        OwnedPartition partition = partitions.get(number);
        return partition != null && partition.ownership() == ownership && partition.mayCall() ? partition : null;
    }

    /** Retention overtook the reading. */
    void skipped(int number, long ownership, long from, long to) {
        OwnedPartition partition = live(number, ownership);
        if (partition != null && partition.news().isPast(from)) {
            partition.news().taken(to);
        }
    }

    void assigned(Map<Integer, Long> ownerships) {
        ownerships.forEach(this::restore);
    }

    /** Starts no more calls there, and says {@code done} when the last checkpoint is decided. */
    void revoked(Map<Integer, Long> ownerships, Runnable done) {
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

    /** Somebody else's already: whatever becomes of our calls there, nothing is written. */
    void lost(Map<Integer, Long> ownerships) {
        ownerships.forEach((number, ownership) -> {
            OwnedPartition partition = partitions.get(number);
            if (partition != null && partition.ownership() == ownership) {
                forget(partition);
            }
        });
    }

    /** The producer had to be replaced: what it had in hand is undecided for us, so the ledger is asked. */
    void restoreAll() {
        for (OwnedPartition partition : List.copyOf(partitions.values())) {
            Runnable handedOver = leaving.get(partition);
            forget(partition);
            if (handedOver == null) {
                restore(partition.number(), partition.ownership());
            }
        }
    }

    /** A call of that partition has ended. */
    void callEnded(OwnedPartition partition) {
        if (partition.isQuiet()) {
            partition.news().markDue();
            checkpointSoon.run();
        }
    }

    void saved(Checkpoint checkpoint, CommittedCheckpoint saved) {
        for (PartitionCheckpoint section : checkpoint.sections()) {
            OwnedPartition partition = partitions.get(section.partition());
            boolean isWritten = saved.written().contains(section.partition());
            if (partition != null && partition.ownership() == section.ownership() && isWritten) {
                saved(partition, section, saved);
            }
        }
    }

    private void saved(OwnedPartition partition, PartitionCheckpoint section, CommittedCheckpoint saved) {
        pipeline.announced(partition.news().saved());
        if (partition.phase() == Phase.OPENING) {
            open(partition, saved);
        } else if (partition.isQuiet() && !partition.news().any() && isClean(section)) {
            LOG.info("Handed over partition {} at offset {}", partition.number(), section.position());
            forget(partition);
        }
    }

    private boolean isClean(PartitionCheckpoint section) {
        return section.mark() == null
                ? section.partition() >= settings.partitions()
                : section.mark().clean();
    }

    private void restore(int number, long ownership) {
        OwnedPartition partition = new OwnedPartition(
                number, ownership, time.nanos(), settings.idempotencyWindow().toMillis());
        partitions.put(number, partition);
        ledger.restore(number, ownership)
                .map(restored -> RestoredPartition.decoded(restored, decoding))
                .subscribe(
                        restored -> loop.run(() -> restored(partition, restored)),
                        failure -> loop.run(() -> refused(partition, failure)));
    }

    private void restored(OwnedPartition partition, RestoredPartition restored) {
        if (partition.phase() != Phase.RESTORING) {
            return;
        }
        partition.floorMark(TakeoverFloor.floorMark(partition, restored.end()));
        partition.news().taken(restored.position());
        partition.phase(Phase.OPENING);
        opening.put(partition, restored);
        checkpointSoon.run();
    }

    private void refused(OwnedPartition partition, Throwable failure) {
        if (partition.phase() == Phase.RESTORING) {
            partition.phase(Phase.REFUSED);
            LOG.error("Partition {} is not served: {}", partition.number(), failure.getMessage(), failure);
        }
    }

    private void open(OwnedPartition partition, CommittedCheckpoint saved) {
        RestoredPartition restored = opening.remove(partition);
        if (restored == null || intake == null) {
            throw new IllegalStateException("partition " + partition.number() + " opens without having been restored");
        }
        TakeoverFloor.open(partition, restored, saved, time);
        Intake reading = intake;
        pipeline.live(partition, restored, () -> {
            long took = time.nanos() - partition.assignedAt();
            listener.restored(partition.number(), took, restored.commands().size());
            reading.begin(partition.number(), partition.ownership(), restored.position());
        });
    }

    private void leave(OwnedPartition partition) {
        opening.remove(partition);
        partition.phase(Phase.LEAVING);
        pipeline.closed(partition);
        partition.news().markDue();
        checkpointSoon.run();
    }

    private void forget(OwnedPartition partition) {
        partition.phase(Phase.GONE);
        pipeline.gone(partition);
        opening.remove(partition);
        partitions.remove(partition.number(), partition);
        Runnable handedOver = leaving.remove(partition);
        if (handedOver != null) {
            handedOver.run();
        }
    }
}
