package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.BrokerTime;
import io.metronome.dispatch.partition.LongGaps;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.ledger.BrokerMoment;
import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.RecordedDelay;
import io.metronome.ledger.Restored;
import io.metronome.pacing.Pace;
import java.util.List;
import java.util.OptionalInt;

/** Gives the lanes of a partition that was restored their last departures and their delays, where those still matter. */
final class RestoredPaces {
    /* GREEN-API docs, page SetSettings: delaySendMessagesMilliseconds is 500 at the least. */
    private static final long SHORTEST = MILLISECONDS.toNanos(500);

    private final InstanceLanes lanes;
    private final OwnedPartition partition;
    private final BrokerTime broker;
    private final long now;
    private final long refreshNanos;

    private RestoredPaces(
            InstanceLanes lanes, OwnedPartition partition, BrokerTime broker, long now, long refreshNanos) {
        this.lanes = lanes;
        this.partition = partition;
        this.broker = broker;
        this.now = now;
        this.refreshNanos = refreshNanos;
    }

    /** @param refreshNanos how long a delay rules after it was read; an older one must be read again first */
    static void restore(
            InstanceLanes lanes,
            OwnedPartition partition,
            List<Restored.RestoredPace> paces,
            BrokerTime broker,
            Time time,
            long refreshNanos) {
        RestoredPaces restoring = new RestoredPaces(lanes, partition, broker, time.nanos(), refreshNanos);
        paces.forEach(restoring::restore);
        paces.forEach(restoring::found);
    }

    private void restore(Restored.RestoredPace paced) {
        OptionalInt known = paced.delay().ofDeparture();
        int delay = known.orElse((int) DAYS.toMillis(1));
        long gap = MILLISECONDS.toNanos(delay + paced.typingMillis());
        long departedAt = broker.nanos(paced.departedAt().millis());
        // Until then a lane that was made anew would count as departed at the floor, with the longest jitter.
        long jitter = lanes.longestJitter(paced.instance(), delay);
        long gapEnds = Math.max(departedAt, partition.floor() + jitter) + gap;
        long delayMatters = mattersUntil(paced.delay());
        if (Math.max(gapEnds, delayMatters) > now) {
            InstanceLane lane = lanes.lane(partition, paced.instance());
            partition.remember(paced.instance());
            lane.keepUntil(delayMatters);
            if (isSure(paced, departedAt)) {
                lane.pace().restored(departedAt, paced.typingMillis(), known.isPresent());
                lane.markDeparted();
                lane.keepFrom(gapEnds - gap);
            }
            restore(lane, paced);
        } else if (LongGaps.isKeptWhenPassed(longest(paced.delay()) + paced.typingMillis())) {
            partition.remember(paced.instance());
        } else {
            partition.delta().departed(new PaceRecord.Forgotten(paced.instance()));
        }
    }

    /* The next checkpoint may delete the record, or keep it although its gap has passed. */
    private void found(Restored.RestoredPace paced) {
        InstanceLane lane = lanes.find(partition, paced.instance());
        if (lane != null) {
            lane.records().notedPace().found(paced.delay().ofDeparture().orElse(0));
        }
    }

    /* The delay that is known, or was known once, in milliseconds; 0 for none. */
    private static int longest(RecordedDelay<BrokerMoment> delay) {
        return delay instanceof RecordedDelay.NoDelay<BrokerMoment> none
                ? none.formerMillis()
                : delay.ofDeparture().orElse(0);
    }

    /* A record that allowed a departure before the floor does not tell whether there was one, unless the instance's delay
     * is so long that every departure is announced. */
    private boolean isSure(Restored.RestoredPace paced, long departedAt) {
        OptionalInt known = paced.delay().ofDeparture();
        long typing = MILLISECONDS.toNanos(paced.typingMillis());
        long least = known.isPresent() ? MILLISECONDS.toNanos(known.getAsInt()) : SHORTEST;
        boolean isAnnounced = known.isPresent() && LongGaps.isLong(known.getAsInt());
        return isAnnounced || departedAt + least + typing >= partition.floor();
    }

    /* A delay that was read lately rules at once. Any other must be read first: a setSettings or a person may have
     * changed it. */
    private void restore(InstanceLane lane, Restored.RestoredPace paced) {
        switch (paced.delay()) {
            case RecordedDelay.NoDelay<BrokerMoment> none -> lane.pace().formerly(none.formerMillis());
            case RecordedDelay.UndatedDelay<BrokerMoment> undated -> lane.pace().know(undated.millis());
            case RecordedDelay.DatedDelay<BrokerMoment> dated -> {
                if (mattersUntil(dated) > now) {
                    rule(lane, paced, dated);
                } else {
                    lane.pace().formerly(dated.millis());
                }
            }
            case RecordedDelay.DoubtedDelay<BrokerMoment> doubted -> doubt(lane, doubted);
        }
    }

    /* The longer delay counts as if the setSettings had been accepted, since it may have been. */
    private void doubt(InstanceLane lane, RecordedDelay.DoubtedDelay<BrokerMoment> doubted) {
        int longest = doubted.longestMillis();
        lane.pace().formerly(longest);
        if (longest > doubted.ofDeparture().orElse(0)) {
            lane.settingsChange().begin(longest, doubtEnds());
        } else {
            lane.settingsChange().assume(longest, doubtEnds());
        }
    }

    private void rule(InstanceLane lane, Restored.RestoredPace paced, RecordedDelay.DatedDelay<BrokerMoment> dated) {
        long readAt = readAt(dated);
        lane.pace().know(dated.millis());
        lane.delayReading().read(readAt);
        lane.records()
                .notedPace()
                .rules(new PaceRecord.Departed(
                        paced.instance(),
                        new MonotonicMoment(broker.nanos(paced.departedAt().millis())),
                        new RecordedDelay.DatedDelay<>(dated.millis(), new MonotonicMoment(readAt)),
                        paced.typingMillis()));
    }

    /* Until when a delay rules that was read, and until when a longer one than that may count. */
    private long mattersUntil(RecordedDelay<BrokerMoment> delay) {
        return switch (delay) {
            case RecordedDelay.NoDelay<BrokerMoment> none -> Pace.NEVER;
            case RecordedDelay.UndatedDelay<BrokerMoment> undated -> Pace.NEVER;
            case RecordedDelay.DatedDelay<BrokerMoment> dated -> readAt(dated) + refreshNanos;
            case RecordedDelay.DoubtedDelay<BrokerMoment> doubted -> doubtEnds();
        };
    }

    private long readAt(RecordedDelay.DatedDelay<BrokerMoment> dated) {
        return broker.nanos(dated.readAt().millis());
    }

    /* The former owner may have called setSettings until the floor. */
    private long doubtEnds() {
        return Math.max(now, partition.floor()) + SettingsChange.PATIENCE;
    }
}
