package io.metronome.dispatch.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.Samples;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.BrokerTime;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionSamples;
import io.metronome.ledger.BrokerMoment;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.RecordedDelay;
import io.metronome.ledger.Restored;
import io.metronome.pacing.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RestoredPacesTest {
    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);
    private final InstanceLanes lanes = new InstanceLanes(id -> null, time);

    @Test
    void aGapThatReachesBeyondTheFloorCountsFromItsDeparture() {
        Pace pace = pace(paced(9_000, 15_000, 1_000), 9_500);
        assertThat(pace.earliest()).isEqualTo(nanos(9_001 + 16_000));
        assertThat(pace.delayMillis()).isEqualTo(15_000);
    }

    @Test
    void aRecordThatAllowedADepartureBeforeTheFloorCountsAsDepartedAtTheFloor() {
        Pace pace = pace(paced(1_000, 5_000, 0), 9_500);
        assertThat(pace.earliest())
                .as("with a second of typing, which is not announced")
                .isEqualTo(nanos(9_500 + 6_000));
    }

    @Test
    void anInstanceWithoutARecordCountsAsDepartedAtTheFloor() {
        OwnedPartition partition = PartitionSamples.partition(nanos(9_500));
        assertThat(lanes.lane(partition, "2").pace().departedAt()).isEqualTo(nanos(9_500));
        assertThat(lanes.lane(partition, "2").pace().earliest()).isEqualTo(Pace.FAR);
    }

    @Test
    void aFloorFromBeforeTheLongestGapDoesNotMatterAnyMore() {
        OwnedPartition partition = PartitionSamples.partition(nanos(9_500));
        clocks.advance(Duration.ofHours(26));
        assertThat(lanes.lane(partition, "2").pace().earliest()).isEqualTo(Pace.NEVER);
    }

    @Test
    void aGapThatHasPassedNeedsNoLane() {
        OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
        restore(partition, paced(1_000, 5_000, 0));
        assertThat(lanes.find(partition, Samples.INSTANCE)).isNull();
        assertThat(partition.isRemembered(Samples.INSTANCE))
                .as("the ledger is to forget it")
                .isFalse();
    }

    @Test
    void aDelayThatWasReadLatelyRulesAtOnce() {
        Pace pace = pace(paced(1_000, dated(500, 9_000), 0), 9_500);
        assertThat(pace.earliest()).isEqualTo(nanos(9_500 + 1_500));
        assertThat(pace.delayMillis()).isEqualTo(500);
    }

    @Test
    void anOlderDelayMustBeReadFirstAndNoFallbackIsShorter() {
        Pace pace = pace(paced(1_000, dated(2_000, 1_500), 0), 9_500);
        assertThat(pace.earliest()).isEqualTo(Pace.FAR);
        pace.fallBackTo(1_000);
        assertThat(pace.delayMillis()).isEqualTo(2_000);
    }

    @Test
    void aDelayOutlivesItsGapForAsLongAsItRules() {
        OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
        restore(partition, paced(1_000, dated(500, 9_000), 0));
        InstanceLane lane = Objects.requireNonNull(lanes.find(partition, Samples.INSTANCE));
        assertThat(lane.pace().isKnown()).isTrue();
        assertThat(lane.keptUntil()).isEqualTo(nanos(9_001 + 8_000));
    }

    @Test
    void aDelayThatRulesNoMoreIsForgotten() {
        OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
        restore(partition, paced(1_000, dated(500, 1_500), 0));
        assertThat(lanes.find(partition, Samples.INSTANCE)).isNull();
        assertThat(partition.isRemembered(Samples.INSTANCE)).isFalse();
    }

    @Test
    void aDepartureWithoutADelayIsForgottenWhenEveryGapHasPassed() {
        OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
        clocks.advance(Duration.ofHours(26));
        Restored.RestoredPace old = paced(-90_000_000, new RecordedDelay.NoDelay<>(0), 0);
        RestoredPaces.restore(lanes, partition, List.of(old), new BrokerTime(time.nanos(), 10_000), time, nanos(8_000));
        assertThat(lanes.find(partition, Samples.INSTANCE)).isNull();
        assertThat(partition.isRemembered(Samples.INSTANCE)).isFalse();
    }

    @Test
    void theLongerDelayCountsWhereASetSettingsWasUnderWay() {
        OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
        restore(partition, paced(1_000, new RecordedDelay.DoubtedDelay<>(OptionalInt.of(500), 15_000), 0));
        InstanceLane lane = Objects.requireNonNull(lanes.find(partition, Samples.INSTANCE));
        assertThat(lane.pace().isKnown()).isFalse();
        assertThat(lane.settingsChange().delayAfter(500, time.nanos()))
                .as("getSettings shows the old one")
                .isEqualTo(15_000);
        assertThat(lane.settingsChange().delayAfter(15_000, time.nanos())).isEqualTo(15_000);
        assertThat(lane.settingsChange().isOpen(time.nanos())).isFalse();
    }

    @Test
    void theFormerDelayOfAnInstanceThatWasCalledWithoutOneIsNoLessThanTheFallback() {
        Pace pace = pace(paced(9_000, new RecordedDelay.NoDelay<>(1_200_000), 0), 9_500);
        pace.fallBackTo(1_000);
        assertThat(pace.delayMillis()).isEqualTo(1_200_000);
        assertThat(pace.isGuessed()).isTrue();
    }

    private static RecordedDelay<BrokerMoment> dated(int millis, long readAt) {
        return new RecordedDelay.DatedDelay<>(millis, new BrokerMoment(readAt));
    }

    @Test
    void aCommandComesBackWithItsAttemptsAndItsWait() {
        PendingCommandRecord waiting =
                new PendingCommandRecord(Samples.commandRecord(5, 1), 7, 3, 2, Clocks.EPOCH + 40_000, true, false);
        PendingCommand pending = PendingCommand.restored(
                LaneSamples.lane(PartitionSamples.partition(Pace.NEVER)),
                waiting,
                Samples.command("id", 0),
                true,
                time);
        assertThat(pending.attempts().made()).isEqualTo(3);
        assertThat(pending.attempts().failures()).isEqualTo(2);
        assertThat(pending.attempts().isUnknown()).isTrue();
        assertThat(pending.retryAt()).isEqualTo(40_000 * Samples.MILLI);
        assertThat(pending.attempts().retryAtMillis()).isEqualTo(Clocks.EPOCH + 40_000);
    }

    @Test
    void aLaneThatWasForgottenTakesNoOtherWithIt() {
        OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
        InstanceLane former = lanes.lane(partition, "2");
        lanes.forget(former);
        InstanceLane present = lanes.lane(partition, "2");
        lanes.forget(former);
        assertThat(lanes.find(partition, "2")).isSameAs(present);
    }

    private Pace pace(Restored.RestoredPace paced, long floorMillis) {
        OwnedPartition partition = PartitionSamples.partition(nanos(floorMillis));
        restore(partition, paced);
        InstanceLane lane = lanes.find(partition, Samples.INSTANCE);
        return Objects.requireNonNull(lane).pace();
    }

    /* The broker shows 10,000 now, which is 10 s here. */
    private BrokerTime broker() {
        clocks.advance(Duration.ofSeconds(10).minusNanos(time.nanos()));
        return new BrokerTime(time.nanos(), 10_000);
    }

    private static long nanos(long millis) {
        return millis * Samples.MILLI;
    }

    private static Restored.RestoredPace paced(long departedAt, int delay, int typing) {
        return paced(departedAt, new RecordedDelay.UndatedDelay<>(delay), typing);
    }

    private static Restored.RestoredPace paced(long departedAt, RecordedDelay<BrokerMoment> delay, int typing) {
        return new Restored.RestoredPace(Samples.INSTANCE, new BrokerMoment(departedAt), delay, typing);
    }

    /* A delay rules for 8 s after it was read. */
    private void restore(OwnedPartition partition, Restored.RestoredPace paced) {
        RestoredPaces.restore(lanes, partition, List.of(paced), broker(), time, nanos(8_000));
    }
}
