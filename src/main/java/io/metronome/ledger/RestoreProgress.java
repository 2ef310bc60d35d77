package io.metronome.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the restores of partitions are: a line in the log every few seconds, and the number of records that are still
 * to be read. It counts offsets, so records that compaction has deleted count as read. Any thread.
 */
public final class RestoreProgress {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int HUNDRED = 100;

    private final LongSupplier clock;
    private final Map<Integer, Long> remaining = new ConcurrentSkipListMap<>();

    /** @param clock monotonic nanoseconds */
    public RestoreProgress(LongSupplier clock) {
        this.clock = clock;
    }

    /** Records that restores have to read yet: those that are under way, and those that wait and whose size is known. */
    public long remaining() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A restore waits for its turn, and has that many records to read. */
    void waits(int partition, long records) {
        remaining.put(partition, records);
    }

    /** The reading of a partition's ledger begins. */
    LedgerProgress reads(int partition, long first, long end) {
        return new LedgerProgress(partition, first, end);
    }

    /** The restore ended, whether or not everything was read. */
    void ends(int partition) {
        remaining.remove(partition);
    }

    /** The reading of one ledger. One thread. */
    final class LedgerProgress {
        private final int partition;
        private final long first;
        private final long end;
        private final long begunAt = clock.getAsLong();
        private long toldAt = begunAt;

        private LedgerProgress(int partition, long first, long end) {
            this.partition = partition;
            this.first = first;
            this.end = end;
            reached(first);
        }

        /** Everything before the offset was read. */
        void reached(long offset) {
            remaining.put(partition, Math.max(0, end - offset));
            long now = clock.getAsLong();
            if (now - toldAt >= EVERY_NANOS && offset < end) {
                toldAt = now;
                tell(offset - first, end - first, now - begunAt);
            }
        }

        private void tell(long read, long all, long nanos) {
            LOG.info(
                    "Restoring partition {}: {} of {} records read ({} %), {}; {} records of this worker's partitions remain",
                    partition,
                    read,
                    all,
                    read * HUNDRED / all,
                    read == 0
                            ? "no estimate yet"
                            : "about " + seconds(nanos * (double) (all - read) / read) + " s more",
                    remaining());
        }

        private static long seconds(double nanos) {
            return Math.round(nanos / TimeUnit.SECONDS.toNanos(1));
        }
    }
}
