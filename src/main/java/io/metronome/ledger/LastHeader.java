package io.metronome.ledger;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Looks for nothing but the last header of a partition. */
final class LastHeader implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private @Nullable Header header;

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null && Key.decode(record.key()) instanceof Key.Header) {
            header = LedgerCodec.header(record.value());
        }
    }

    @Nullable
    Header header() {
        return header;
    }
}
