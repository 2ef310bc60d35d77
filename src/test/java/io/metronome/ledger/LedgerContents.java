package io.metronome.ledger;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** The contents of a ledger partition, read with the classes of a restore. */
public final class LedgerContents {
    private LedgerContents() {}

    /**
     * Reads a partition, and refuses what a restore would refuse.
     *
     * @param committed the group's committed offset of the commands partition, null when there is none
     * @param records the committed records of the ledger partition
     */
    public static Restored of(
            LedgerSettings settings,
            int partition,
            @Nullable OffsetAndMetadata committed,
            List<ConsumerRecord<byte[], byte[]>> records) {
        return new LedgerReading(settings, partition, committed, () -> 0)
                .verified(records::forEach)
                .restored();
    }
}
