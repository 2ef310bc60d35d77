package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerCountTest {
    private static final String TOPIC = "ledger";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final byte[] VALUE = {1};

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private long end;

    @Test
    void countsWhatCountsAndWhatDoesNot() {
        List<ConsumerRecord<byte[], byte[]>> written = List.of(
                record(command(1), VALUE),
                record(command(2), VALUE),
                record(command(1), null),
                record(command(9), null),
                record("p1101000001".getBytes(UTF_8), VALUE),
                record("p1101000001".getBytes(UTF_8), VALUE),
                record("i1101000001".getBytes(UTF_8), VALUE),
                record("h".getBytes(UTF_8), VALUE));
        serve(written, end);
        assertThat(LedgerCount.of(consumer, TOPIC, () -> 0).finding().line())
                .isEqualTo(
                        "ok       ledger    it has 4 live records (1 commands that wait, 1 paces, 1 conditions, 0 lists"
                                + " of sent ids, 1 headers) and 4 dead ones");
    }

    @Test
    void countsTheCommandsOfBlocks() {
        byte[] twoOfThree = {1, 0b101};
        serve(
                List.of(
                        record(command(1), VALUE),
                        record(numbered('b', 7), blockOf(3)),
                        record(numbered('b', 8), blockOf(200)),
                        record(numbered('b', 9), blockOf(4)),
                        record(numbered('e', 7), twoOfThree),
                        record(numbered('b', 9), null)),
                end);
        assertThat(LedgerCount.of(consumer, TOPIC, () -> 0).finding().text())
                .contains("it has 4 live records (202 commands that wait, 201 of them in 2 blocks, 0 paces")
                .endsWith("and 2 dead ones; 5 of all are of format 4");
    }

    /* Only the count is read. */
    private static byte[] blockOf(int commands) {
        return ByteBuffer.allocate(3).put((byte) 1).putShort((short) commands).array();
    }

    @Test
    void givesUpInTime() {
        serve(List.of(record(command(1), VALUE)), 500);
        AtomicLong time = new AtomicLong();
        assertThat(LedgerCount.of(consumer, TOPIC, () -> time.getAndAdd(1_000_000_000L))
                        .finding()
                        .text())
                .endsWith("as far as it was read in 15 s: about 499 are left");
    }

    private void serve(List<ConsumerRecord<byte[], byte[]>> records, long last) {
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, last));
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(TOPIC, 0, end++, key, value);
    }

    private static byte[] command(long offset) {
        return numbered('c', offset);
    }

    private static byte[] numbered(char kind, long number) {
        return ByteBuffer.allocate(9).put((byte) kind).putLong(number).array();
    }
}
