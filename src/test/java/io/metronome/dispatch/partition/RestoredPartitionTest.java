package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Samples;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.Restored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoredPartitionTest {
    @Test
    void placesAreTakenInTheOrderOfArrivalAndOfTheMomentsNamed() {
        Map<Long, Long> notBefore = Map.of(1L, 100L, 4L, 60L);
        List<PendingCommandRecord> waiting = List.of(waiting(1, 10), waiting(2, 50), waiting(3, 120), waiting(4, 130));
        Restored restored = new Restored(9, waiting, List.of(), List.of(), new Restored.OwnershipEnd.Never());
        RestoredPartition restoring = RestoredPartition.decoded(
                restored,
                one -> Samples.understood(
                        notBefore.getOrDefault(one.commandRecord().offset(), Long.MIN_VALUE)));
        assertThat(restoring.commands())
                .extracting(found -> found.waiting().commandRecord().offset())
                .containsExactly(2L, 1L, 3L, 4L);
    }

    @Test
    void aCalendarThatWentBackDoesNotTurnTheOrderOfOffsets() {
        List<PendingCommandRecord> waiting = List.of(waiting(1, 500), waiting(2, 10), waiting(3, 20));
        Restored restored = new Restored(9, waiting, List.of(), List.of(), new Restored.OwnershipEnd.Never());
        assertThat(RestoredPartition.decoded(restored, one -> Samples.understood(Long.MIN_VALUE))
                        .commands())
                .extracting(found -> found.waiting().commandRecord().offset())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void sentIdsComeInTheOrderOfTime() {
        List<Restored.RestoredSentIds> sent = List.of(
                new Restored.RestoredSentIds(20, new long[] {1, 2}),
                new Restored.RestoredSentIds(10, new long[] {3, 4}));
        Restored restored = new Restored(9, List.of(), List.of(), sent, new Restored.OwnershipEnd.Never());
        assertThat(RestoredPartition.decoded(restored, one -> Samples.understood(0))
                        .sent())
                .extracting(Restored.RestoredSentIds::endedAt)
                .containsExactly(10L, 20L);
    }

    private static PendingCommandRecord waiting(long offset, long receivedAt) {
        return new PendingCommandRecord(Samples.commandRecord(offset, 1), receivedAt, 0, 0, 0, false, false);
    }
}
