package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Samples;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.pacing.Pace;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerTimeTest {
    @Test
    void theBrokersTimeIsThatOfTheAcknowledgedHeader() {
        CommittedCheckpoint saved =
                new CommittedCheckpoint(100 * Samples.MILLI, 5 * Samples.MILLI, Map.of(3, 10_000L), Set.of(3));
        BrokerTime broker = BrokerTime.of(saved, 3);
        // Both were cut to milliseconds, so that the age may be less by one.
        assertThat(broker.nanos(9_900)).isEqualTo(6 * Samples.MILLI);
        assertThat(broker.nanos(new PartitionCheckpoint.Floor.None())).isEqualTo(Pace.NEVER);
        assertThat(broker.nanos(new PartitionCheckpoint.Floor.Here(77))).isEqualTo(77);
        assertThat(broker.nanos(new PartitionCheckpoint.Floor.At(9_900))).isEqualTo(6 * Samples.MILLI);
    }

    @Test
    void aDepartureLiesAheadNoFartherThanOneThatIsAnnounced() {
        BrokerTime broker = new BrokerTime(5_000_000, 10_000);
        assertThat(broker.nanos(11_500)).isEqualTo(5_000_000 + 1_501 * Samples.MILLI);
        assertThat(broker.nanos(3_600_000)).isEqualTo(5_000_000 + 1_751 * Samples.MILLI);
    }

    @Test
    void aFloorThatLiesAheadStaysAhead() {
        assertThat(new BrokerTime(5_000_000, 10_000).nanos(new PartitionCheckpoint.Floor.At(12_000)))
                .isEqualTo(5_000_000 + 2_001 * Samples.MILLI);
    }
}
