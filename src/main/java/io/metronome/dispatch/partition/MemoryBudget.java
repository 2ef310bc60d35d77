package io.metronome.dispatch.partition;

import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.LedgerRecords;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.intake.Intake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of each partition is held in memory. The budget is divided among the partitions: the one that is over its
 * share is paused, the others read on. A partition is also paused while more of it was read than a checkpoint takes.
 */
public final class MemoryBudget {
    private static final long UNSAVED_BYTES = 16 << 20;
    private static final double RESUME = 0.8;

    private final DispatcherLoop loop;
    private final PartitionLifecycle lifecycle;
    private final PipelineStats stats;
    private final long maxPendingBytes;
    private final int sentSlots;
    private @Nullable Intake intake;

    public MemoryBudget(
            DispatcherLoop loop, PartitionLifecycle lifecycle, PipelineStats stats, DispatchSettings settings) {
        this.loop = loop;
        this.lifecycle = lifecycle;
        this.stats = stats;
        this.maxPendingBytes = settings.maxPendingBytes();
        this.sentSlots = settings.sentSlots();
    }

    public void connect(Intake to) {
        intake = to;
    }

    /** Pauses and resumes the reading of partitions. */
    public void balance() {
        loop.assertOwned();
        long bytes = 0;
        int live = 0;
        int paused = 0;
        LedgerRecords ledger = LedgerRecords.NONE;
        List<String> unread = new ArrayList<>();
        for (OwnedPartition partition : lifecycle.partitions()) {
            balance(partition);
            bytes += partition.delta().pendingBytes();
            ledger = ledger.plus(partition.ledgerRecords(sentSlots));
            live += partition.mayCall() && partition.unread() == null ? 1 : 0;
            if (partition.unread() != null) {
                unread.add("partition " + partition.number() + " is not read: " + partition.unread());
            }
            paused += partition.isReadingPaused() ? 1 : 0;
        }
        stats.ledgerRecords(ledger);
        stats.partitions(bytes, lifecycle.partitions().size(), live, paused, unread);
    }

    private void balance(OwnedPartition partition) {
        long share = maxPendingBytes / Math.max(1, lifecycle.partitions().size());
        double mark = partition.isReadingPaused() ? RESUME : 1;
        boolean full = partition.delta().pendingBytes() > share * mark
                || partition.delta().unsavedBytes() > UNSAVED_BYTES * mark;
        if (full != partition.isReadingPaused() && intake != null) {
            if (full) {
                partition.pauseReading();
            } else {
                partition.resumeReading();
            }
            intake.pause(partition.number(), partition.ownership(), full);
        }
    }
}
