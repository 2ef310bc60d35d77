package io.metronome.dispatch.partition;

import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.LedgerRecords;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Time;
import io.metronome.intake.Intake;
import io.metronome.ledger.RestoreMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of each partition is held in memory. The budget is divided among the partitions: the one that is over its
 * share is paused, the others read on. A partition is also paused while more of it was read than a checkpoint takes. One
 * without commands is never over its share: lanes and ids alone stop no instance.
 *
 * <p>What is read stays within the budget, and a little more. A partition that is taken over may bring much: it is restored
 * at once as long as the heap holds it, and nothing more is read. Where the heap does not, its restore waits: what was read
 * is sent meanwhile, which makes room.
 */
public final class MemoryBudget implements RestoreMemory {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);
    private static final long UNSAVED_BYTES = 16 << 20;
    private static final double RESUME = 0.8;
    private static final double SHORT = 0.25;

    /** So much of a partition's lanes, timers and ids belongs to the worker itself: no few of them stop a small budget. */
    static final long FREE_BYTES = 64 << 10;

    /** All partitions together may go so far beyond the budget: shares are exceeded by what was on its way, and by restores. */
    static final long BEYOND_BYTES = 16 << 20;

    private final DispatcherLoop loop;
    private final PartitionLifecycle lifecycle;
    private final PipelineStats stats;
    private final Time time;
    private final long maxPendingBytes;
    private final int sentSlots;
    private final long maxRestoredBytes;
    private ToLongFunction<OwnedPartition> others = partition -> 0;
    private @Nullable Intake intake;
    private volatile long usedBytes;
    private volatile long commandBytes;
    private volatile boolean restoreWaits;

    public MemoryBudget(
            DispatcherLoop loop,
            PartitionLifecycle lifecycle,
            PipelineStats stats,
            Time time,
            DispatchSettings settings) {
        this.loop = loop;
        this.lifecycle = lifecycle;
        this.stats = stats;
        this.time = time;
        this.maxPendingBytes = settings.maxPendingBytes();
        this.maxRestoredBytes = Math.max(settings.maxPendingBytes() + BEYOND_BYTES, settings.maxRestoredBytes());
        this.sentSlots = settings.sentSlots();
    }

    public void connect(Intake to) {
        intake = to;
    }

    /** Counts that too: what a partition costs beside what it holds itself, in bytes of heap. */
    public void count(ToLongFunction<OwnedPartition> beside) {
        others = beside;
    }

    /**
     * Whether the restores that are under way may hold that many bytes beside everything else. A partition that is too
     * large for the budget by itself is restored all the same: waiting would not help. Any thread.
     */
    @Override
    public boolean hasRoomFor(long bytes, boolean mustGoOn) {
        boolean fits = usedBytes + bytes <= maxRestoredBytes;
        boolean waits = !fits && commandBytes > 0;
        if (waits && !restoreWaits) {
            LOG.warn(
                    "A partition waits to be restored, since the heap has no room for more than {} MB of commands: nothing"
                            + " is read until commands of other partitions have ended. More workers or more memory help",
                    maxRestoredBytes >> 20);
        }
        restoreWaits = waits;
        return fits || (mustGoOn && commandBytes == 0);
    }

    /** Bytes of heap that commands cost. */
    public long commandBytes() {
        return commandBytes;
    }

    /** Pauses and resumes the reading of partitions. */
    public void balance() {
        loop.assertOwned();
        long now = time.millis();
        long used = 0;
        long commands = 0;
        LedgerRecords ledger = LedgerRecords.NONE;
        Map<OwnedPartition, Long> bytes = new LinkedHashMap<>();
        for (OwnedPartition partition : lifecycle.partitions()) {
            long besideCommands = partition.bytes(now) + others.applyAsLong(partition);
            long cost = partition.commandBytes() + Math.max(0, besideCommands - FREE_BYTES);
            bytes.put(partition, cost);
            used += cost;
            commands += partition.commandBytes();
            ledger = ledger.plus(partition.ledgerRecords(sentSlots));
        }
        usedBytes = used;
        commandBytes = commands;
        if (!lifecycle.isRestoring()) {
            restoreWaits = false;
        }
        bytes.forEach(this::balance);
        stats.ledgerRecords(ledger);
        publish(used);
    }

    private void balance(OwnedPartition partition, long bytes) {
        boolean was = partition.isReadingPaused();
        double mark = was ? RESUME : 1;
        long share = maxPendingBytes / Math.max(1, lifecycle.partitions().size());
        partition.shortOfMemory(bytes > share * SHORT || usedBytes > maxPendingBytes * SHORT);
        boolean full = (bytes > share * mark && partition.commandBytes() > 0)
                || partition.delta().unsavedBytes() > UNSAVED_BYTES * mark
                || usedBytes > maxPendingBytes + (was ? 0 : BEYOND_BYTES)
                || restoreWaits;
        if (full != was && intake != null) {
            if (full) {
                partition.pauseReading();
            } else {
                partition.resumeReading();
            }
            intake.pause(partition.number(), partition.ownership(), full);
        }
    }

    private void publish(long used) {
        int live = 0;
        int paused = 0;
        List<String> unread = new ArrayList<>();
        for (OwnedPartition partition : lifecycle.partitions()) {
            live += partition.mayCall() && partition.unread() == null ? 1 : 0;
            if (partition.unread() != null) {
                unread.add("partition " + partition.number() + " is not read: " + partition.unread());
            }
            paused += partition.isReadingPaused() ? 1 : 0;
        }
        stats.partitions(used, lifecycle.partitions().size(), live, paused, unread);
    }
}
