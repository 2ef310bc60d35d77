package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of deliveries that are dropped, since records before them are missing. That is right for a moment after a
 * restore: the poll thread reads on from where it was before it goes back. A partition for which it lasts is not read, and
 * that is a warning. The dispatcher's thread only.
 */
final class EarlyDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(EarlyDeliveries.class);
    private static final long MOMENT = SECONDS.toNanos(10);
    private static final long WARN_EVERY = MINUTES.toNanos(1);

    private final Time time;
    private final Map<OwnedPartition, Streak> streaks = new LinkedHashMap<>();

    /** Deliveries in a row, all of which were dropped. */
    private record Streak(long since, long warnAt) {}

    EarlyDeliveries(Time time) {
        this.time = time;
    }

    /** That delivery is dropped. */
    void dropped(OwnedPartition partition, DecodedBatch batch) {
        long now = time.nanos();
        Streak streak = streaks.get(partition);
        if (streak == null) {
            streaks.put(partition, new Streak(now, now + MOMENT));
            LOG.info(
                    "Partition {}: {} records from offset {} on are dropped and will be read again, since the next"
                            + " record to read is {}",
                    partition.number(),
                    batch.records().size(),
                    batch.from(),
                    partition.delta().position());
        } else if (now >= streak.warnAt()) {
            streaks.put(partition, new Streak(streak.since(), now + WARN_EVERY));
            LOG.warn(
                    "Partition {} has not been read for {} s: records from offset {} on come and are dropped, since the"
                            + " next record to read is {}. A restart of this worker helps",
                    partition.number(),
                    NANOSECONDS.toSeconds(now - streak.since()),
                    batch.from(),
                    partition.delta().position());
        }
    }

    /** A delivery of that partition is not dropped, or there will be none any more. */
    void ended(OwnedPartition partition) {
        streaks.remove(partition);
    }
}
