package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A restore of a ledger with blocks. */
class BlocksReadingTest {
    private static final PartitionHeader HEADER =
            new PartitionHeader("group", "topic-id", 12, 42, "writer", "member", true, PartitionHeader.NO_FLOOR, 0, 1);

    private final LedgerReading reading = new LedgerReading(Samples.SETTINGS, 3, new OffsetAndMetadata(42), () -> 0);

    @Test
    void findsWhatWaitsInBlocksAndBesideThem() {
        put(new Key.CommandKey(11), LedgerCodec.encode(Samples.waiting(11)));
        put(new Key.BlockKey(5), block(10, 12, 14));
        put(new Key.BlockKey(7), block(13, 9));
        put(new Key.EndsKey(5), ends(1));
        Restored restored = restored(LedgerFormat.BLOCKS);
        assertThat(offsets(restored)).containsExactly(9L, 10L, 11L, 13L, 14L);
        assertThat(restored.blocks().blocks())
                .extracting(RestoredBlocks.RestoredBlock::number)
                .containsExactly(5L, 7L);
        assertThat(restored.blocks().places())
                .containsExactly(
                        LedgerPlace.inBlock(1, 1),
                        LedgerPlace.inBlock(0, 0),
                        LedgerPlace.SINGLE,
                        LedgerPlace.inBlock(1, 0),
                        LedgerPlace.inBlock(0, 2));
        assertThat(restored.blocks().next()).isEqualTo(8);
    }

    @Test
    void theLastEndsOfABlockCount() {
        put(new Key.BlockKey(5), block(10, 12, 14));
        put(new Key.EndsKey(5), ends(1));
        put(new Key.EndsKey(5), ends(0, 1));
        assertThat(offsets(restored(LedgerFormat.BLOCKS))).containsExactly(14L);
    }

    @Test
    void aBlockThatIsOverIsGoneAndItsNumberIsNotUsedAgain() {
        put(new Key.BlockKey(5), block(10, 12));
        put(new Key.EndsKey(5), ends(1));
        put(new Key.BlockKey(5), null);
        put(new Key.EndsKey(5), null);
        Restored restored = restored(LedgerFormat.BLOCKS);
        assertThat(restored.waiting()).isEmpty();
        assertThat(restored.blocks().blocks()).isEmpty();
        assertThat(restored.blocks().next()).isEqualTo(6);
        assertThat(reading.heapBytes()).isZero();
    }

    @Test
    void whatHasEndedCostsNoHeapButItsBytes() {
        put(new Key.BlockKey(5), block(10, 12, 14));
        long all = reading.heapBytes();
        put(new Key.EndsKey(5), ends(0, 1));
        assertThat(all - reading.heapBytes()).isEqualTo(2 * PendingCommandRecord.LEAST_HEAP_BYTES);
        put(new Key.EndsKey(5), ends(0, 1, 2));
        assertThat(all - reading.heapBytes()).isEqualTo(3 * PendingCommandRecord.LEAST_HEAP_BYTES);
    }

    @Test
    void blocksUnderAnOlderFormatAreExplained() {
        put(new Key.BlockKey(5), block(10, 12));
        assertThatExceptionOfType(LedgerRefusedException.class)
                .isThrownBy(() -> restored(LedgerFormat.DATED_DELAYS))
                .withMessageContaining("it has blocks")
                .withMessageContaining("format 3");
    }

    @Test
    void aCommandInTwoPlacesIsExplained() {
        put(new Key.BlockKey(5), block(10, 12));
        put(new Key.CommandKey(12), LedgerCodec.encode(Samples.waiting(12)));
        assertThatExceptionOfType(LedgerRefusedException.class)
                .isThrownBy(() -> restored(LedgerFormat.BLOCKS))
                .withMessageContaining("offset 12 twice");
    }

    private static byte[] block(long... offsets) {
        return BlockCodec.encode(
                Arrays.stream(offsets).mapToObj(Samples::waiting).toList());
    }

    private static byte[] ends(int... indices) {
        BitSet ended = new BitSet();
        Arrays.stream(indices).forEach(ended::set);
        return BlockCodec.encodeEnds(ended.toByteArray());
    }

    private static List<Long> offsets(Restored restored) {
        return restored.waiting().stream()
                .map(one -> one.commandRecord().offset())
                .toList();
    }

    private final List<ConsumerRecord<byte[], byte[]>> ledger = new ArrayList<>();

    private void put(Key key, byte @Nullable [] value) {
        reading.accept(record(key, value));
    }

    private Restored restored(LedgerFormat format) {
        ledger.add(record(new Key.HeaderKey(), LedgerCodec.encode(HEADER, format)));
        return reading.verified(ledger::forEach).restored();
    }

    private static ConsumerRecord<byte[], byte[]> record(Key key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "ledger",
                3,
                0,
                10_000,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key.encode(),
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
