package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Bounds;
import io.metronome.dispatch.loop.LedgerRecords;
import io.metronome.dispatch.loop.Samples;
import io.metronome.ledger.LedgerPlace;
import io.metronome.pacing.Pace;
import org.junit.jupiter.api.Test;

class PartitionRecordsTest {
    private final OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
    private final PartitionDelta news = partition.delta();

    @Test
    void countsTheRecordsThatTheLedgerHolds() {
        news.taken(10);
        SampleCommand former = new SampleCommand(5, 10);
        news.restored(former, LedgerPlace.SINGLE);
        news.restored(
                new TrackedRecord.Refusal(6, 100, new RecordEnd(7, null, () -> Samples.told("6"))), LedgerPlace.SINGLE);
        news.restoredSentIds(3);
        assertThat(records()).isEqualTo(new LedgerRecords(2, 0, 0, 3));

        SampleCommand waits = read(10);
        end(read(11));
        assertThat(records().commands()).as("not in a checkpoint yet").isEqualTo(2);
        cut();
        assertThat(records().commands())
                .as("one more waits, and the refused one is told")
                .isEqualTo(2);
        news.changed(waits);
        cut();
        assertThat(records().commands()).as("it is written again").isEqualTo(2);

        waits.sent(77);
        end(waits);
        end(former);
        cut();
        partition.remember("1");
        partition.conditions(1);
        assertThat(records()).isEqualTo(new LedgerRecords(0, 1, 1, 4));
        assertThat(partition.ledgerRecords(2).sentIds()).as("slots are reused").isEqualTo(2);
    }

    private LedgerRecords records() {
        return partition.ledgerRecords(100);
    }

    private SampleCommand read(long offset) {
        SampleCommand pending = new SampleCommand(offset, 10);
        news.read(pending);
        news.taken(offset + 1);
        return pending;
    }

    private void end(SampleCommand pending) {
        pending.end(new RecordEnd(7, null, () -> Samples.told(Long.toString(pending.offset()))));
        news.ended(pending);
    }

    private void cut() {
        news.cut(new Budget(Bounds.USUAL), null);
    }
}
