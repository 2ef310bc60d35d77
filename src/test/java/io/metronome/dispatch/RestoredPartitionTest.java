package io.metronome.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.Restored;
import io.metronome.pacing.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RestoredPartitionTest {
    private final Clocks clocks = new Clocks();
    private final InstanceLanes lanes = new InstanceLanes();
    private final Time time = new Time(clocks.scheduler, clocks);

    @Test
    void placesAreTakenInTheOrderOfArrivalAndOfTheMomentsNamed() {
        Map<Long, Long> notBefore = Map.of(1L, 100L, 4L, 60L);
        List<PendingCommandRecord> waiting = List.of(waiting(1, 10), waiting(2, 50), waiting(3, 120), waiting(4, 130));
        Restored restored = new Restored(9, waiting, List.of(), List.of(), new Restored.End.Never());
        RestoredPartition restoring = RestoredPartition.decoded(
                restored,
                commandRecord -> Samples.understood(notBefore.getOrDefault(commandRecord.offset(), Long.MIN_VALUE)));
        assertThat(restoring.commands())
                .extracting(found -> found.waiting().commandRecord().offset())
                .containsExactly(2L, 1L, 3L, 4L);
    }

    @Test
    void aCalendarThatWentBackDoesNotTurnTheOrderOfOffsets() {
        List<PendingCommandRecord> waiting = List.of(waiting(1, 500), waiting(2, 10), waiting(3, 20));
        Restored restored = new Restored(9, waiting, List.of(), List.of(), new Restored.End.Never());
        assertThat(RestoredPartition.decoded(restored, commandRecord -> Samples.understood(Long.MIN_VALUE))
                        .commands())
                .extracting(found -> found.waiting().commandRecord().offset())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void sentIdsComeInTheOrderOfTime() {
        List<Restored.SentIds> sent =
                List.of(new Restored.SentIds(20, new long[] {1, 2}), new Restored.SentIds(10, new long[] {3, 4}));
        Restored restored = new Restored(9, List.of(), List.of(), sent, new Restored.End.Never());
        assertThat(RestoredPartition.decoded(restored, commandRecord -> Samples.understood(0))
                        .sent())
                .extracting(Restored.SentIds::endedAt)
                .containsExactly(10L, 20L);
    }

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
        OwnedPartition partition = Samples.partition(nanos(9_500));
        assertThat(lanes.lane(partition, "2").pace().departedAt()).isEqualTo(nanos(9_500));
        assertThat(lanes.lane(partition, "2").pace().earliest()).isEqualTo(Pace.FAR);
    }

    @Test
    void aGapThatHasPassedNeedsNoLane() {
        OwnedPartition partition = Samples.partition(Pace.NEVER);
        restore(partition, paced(1_000, 5_000, 0));
        assertThat(lanes.find(partition, Samples.INSTANCE)).isNull();
    }

    @Test
    void aCommandComesBackWithItsAttemptsAndItsWait() {
        PendingCommandRecord waiting =
                new PendingCommandRecord(Samples.commandRecord(5, 1), 7, 3, 2, Clocks.EPOCH + 40_000, true, false);
        PendingCommand pending = PendingCommand.restored(
                Samples.lane(Samples.partition(Pace.NEVER)), waiting, Samples.command("id", 0), true, time);
        assertThat(pending.attempts().made()).isEqualTo(3);
        assertThat(pending.attempts().failures()).isEqualTo(2);
        assertThat(pending.attempts().isUnknown()).isTrue();
        assertThat(pending.retryAt()).isEqualTo(40_000 * Samples.MILLI);
        assertThat(pending.attempts().retryAtMillis()).isEqualTo(Clocks.EPOCH + 40_000);
    }

    @Test
    void aLaneThatWasForgottenTakesNoOtherWithIt() {
        OwnedPartition partition = Samples.partition(Pace.NEVER);
        InstanceLane former = lanes.lane(partition, "2");
        lanes.forget(former);
        InstanceLane present = lanes.lane(partition, "2");
        lanes.forget(former);
        assertThat(lanes.find(partition, "2")).isSameAs(present);
    }

    private Pace pace(Restored.Paced paced, long floorMillis) {
        OwnedPartition partition = Samples.partition(nanos(floorMillis));
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

    private static Restored.Paced paced(long departedAt, int delay, int typing) {
        return new Restored.Paced(Samples.INSTANCE, departedAt, delay, typing);
    }

    private void restore(OwnedPartition partition, Restored.Paced paced) {
        RestoredPaces.restore(lanes, partition, List.of(paced), broker(), time);
    }

    private static PendingCommandRecord waiting(long offset, long receivedAt) {
        return new PendingCommandRecord(Samples.commandRecord(offset, 1), receivedAt, 0, 0, 0, false, false);
    }
}
