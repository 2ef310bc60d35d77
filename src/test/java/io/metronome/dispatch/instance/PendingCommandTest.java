package io.metronome.dispatch.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Outcome;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionSamples;
import io.metronome.pacing.Pace;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PendingCommandTest {
    private final OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);

    @Test
    void theLedgerHoldsTheAnswerToAcceptedSettingsUnlessThatIsLong() {
        for (int length : new int[] {10, 5_000}) {
            Outcome.Accepted outcome = new Outcome.Accepted(null, 1, 5, 6, 7, 8, null, new byte[length]);
            PendingCommand pending = LaneSamples.pending(partition, 10 + length, 1);
            pending.accepted(new AcceptedSettings(outcome, 9));
            Outcome.Accepted told = Objects.requireNonNull(pending.toRecord().accepted());
            assertThat(told.completedAt()).isEqualTo(8);
            assertThat(told.response()).isEqualTo(length == 10 ? outcome.response() : null);
        }
    }
}
