package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.BrokerTime;
import io.metronome.dispatch.partition.LongGaps;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.Restored;
import java.util.List;

/** Gives the lanes of a partition that was restored their last departures, where those still matter. */
final class RestoredPaces {
    /* GREEN-API docs, page SetSettings: delaySendMessagesMilliseconds is 500 at the least. */
    private static final long SHORTEST = MILLISECONDS.toNanos(500);

    private RestoredPaces() {}

    static void restore(
            InstanceLanes lanes,
            OwnedPartition partition,
            List<Restored.RestoredPace> paces,
            BrokerTime broker,
            Time time) {
        for (Restored.RestoredPace paced : paces) {
            boolean isKnown = paced.delayMillis().isPresent();
            int delay = paced.delayMillis().orElse((int) DAYS.toMillis(1));
            long gap = MILLISECONDS.toNanos(delay + paced.typingMillis());
            long departedAt = broker.nanos(paced.departedAt().millis());
            // Until then a lane that was made anew would count as departed at the floor.
            long matters = Math.max(departedAt, partition.floor()) + gap;
            // A record that allowed a departure before the floor does not tell whether there was one, unless the
            // instance's delay is so long that every departure is announced.
            long least = isKnown ? gap : SHORTEST + MILLISECONDS.toNanos(paced.typingMillis());
            boolean isSure = (isKnown && LongGaps.isLong(delay)) || departedAt + least >= partition.floor();
            if (matters > time.nanos() && isSure) {
                InstanceLane lane = lanes.lane(partition, paced.instance());
                lane.keepFrom(matters - gap);
                lane.pace().restored(departedAt, paced.typingMillis());
                lane.markDeparted();
                know(lane, paced);
            } else if (matters > time.nanos()) {
                know(lanes.lane(partition, paced.instance()), paced);
            } else if (isKnown && !LongGaps.isKeptWhenPassed(delay + paced.typingMillis())) {
                partition.delta().departed(new PaceRecord.Forgotten(paced.instance()));
            } else {
                partition.remember(paced.instance());
            }
        }
    }

    private static void know(InstanceLane lane, Restored.RestoredPace paced) {
        lane.partition().remember(lane.instance());
        paced.delayMillis().ifPresent(lane.pace()::know);
    }
}
