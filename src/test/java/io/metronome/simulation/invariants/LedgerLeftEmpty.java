package io.metronome.simulation.invariants;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.metronome.simulation.cluster.SimulatedTopics;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** When everything has its reply nothing is left waiting in the ledger, and nothing was put there for ever. */
public final class LedgerLeftEmpty implements Invariant {
    /* Commands, blocks of commands, and the ends of those. */
    private static final String KINDS = "cbe";

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        for (int partition = 0; partition < evidence.fleet().homes(); partition++) {
            Map<String, ConsumerRecord<byte[], byte[]>> last = new LinkedHashMap<>();
            evidence.broker().log(SimulatedTopics.LEDGER, partition).all().forEach(record -> {
                if (KINDS.indexOf(record.key()[0]) >= 0) {
                    last.put(new String(record.key(), ISO_8859_1), record);
                }
            });
            for (ConsumerRecord<byte[], byte[]> record : last.values()) {
                if (record.value() != null) {
                    long offset = ByteBuffer.wrap(record.key(), 1, Long.BYTES).getLong();
                    breach.accept("%c %d of partition %d is still in the ledger"
                            .formatted(record.key()[0], offset, partition));
                }
            }
        }
    }
}
