package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerReadingTest {
    private static final long APPENDED = 10_000;

    private final List<ConsumerRecord<byte[], byte[]>> ledger = new ArrayList<>();

    @Test
    void nothingAnywhereBeginsAtTheEarliestRecord() {
        Restored restored = restored(3, null);
        assertThat(restored.position()).isEqualTo(5);
        assertThat(restored.end()).isEqualTo(new Restored.OwnershipEnd.Never());
    }

    @Test
    void aPartitionWithoutALedgerTrustsTheCommittedOffset() {
        assertThat(restored(12, 42L).position()).isEqualTo(42);
        assertThat(restored(12, null).position()).isEqualTo(5);
    }

    @Test
    void aCommittedOffsetBesideAnEmptyLedgerIsExplained() {
        refused(3, 42L, "partition 3 of ledger cannot be served", "offset 42", "re-created");
    }

    @Test
    void theLastWordOnAKeyCounts() {
        put(new Key.CommandKey(7), LedgerCodec.encode(Samples.waiting(7)));
        put(new Key.CommandKey(8), LedgerCodec.encode(Samples.waiting(8)));
        put(new Key.CommandKey(9), LedgerCodec.encode(Samples.waiting(9)));
        put(new Key.CommandKey(8), null);
        put(
                new Key.CommandKey(7),
                LedgerCodec.encode(new PendingCommandRecord(Samples.commandRecord(7), 5, 3, 2, 1, true, false)));
        put(new Key.PaceKey("1"), departed("1", 1));
        put(new Key.PaceKey("2"), departed("2", 2));
        put(new Key.PaceKey("1"), null);
        InstanceCondition<TimeLeft> limited = new InstanceCondition<>(
                "1", null, List.of(new InstanceCondition.Limit<>("sendContact", new TimeLeft(70))), null);
        put(new Key.ConditionKey("1"), ConditionCodec.encode(limited));
        put(new Key.ConditionKey("2"), ConditionCodec.encode(limited));
        put(new Key.ConditionKey("2"), null);
        put(new Key.HeaderKey(), header(b -> {}));
        Restored restored = restored(3, 42L);
        assertThat(restored.waiting())
                .extracting(one -> one.commandRecord().offset())
                .containsExactly(7L, 9L);
        assertThat(restored.waiting().getFirst().attempts()).isEqualTo(3);
        assertThat(restored.conditions())
                .containsExactly(limited.with(left -> new BrokerMoment(APPENDED + left.millis())));
        assertThat(restored.paces())
                .containsExactly(new Restored.RestoredPace(
                        "2", new BrokerMoment(APPENDED - 2), new RecordedDelay.UndatedDelay<>(15_000), 0));
    }

    @Test
    void commandsComeInTheOrderOfTheirOffsets() {
        put(new Key.CommandKey(300), LedgerCodec.encode(Samples.waiting(300)));
        put(new Key.CommandKey(2), LedgerCodec.encode(Samples.waiting(2)));
        put(new Key.HeaderKey(), header(b -> {}));
        assertThat(restored(3, 42L).waiting())
                .extracting(one -> one.commandRecord().offset())
                .containsExactly(2L, 300L);
    }

    @Test
    void theRoundOfSentIdsGoesOnWhereItStood() {
        put(new Key.SentIdsKey(2), LedgerCodec.encodeSent(6, new long[] {1, 2}));
        put(new Key.SentIdsKey(1), LedgerCodec.encodeSent(5, new long[] {3, 4}));
        put(new Key.HeaderKey(), header(b -> {}));
        Restoration.RestoredState found = found(3, 42L);
        assertThat(found.nextSentSequence()).isEqualTo(7);
        assertThat(found.restored().sent())
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent.endedAt()).isEqualTo(APPENDED));
    }

    @Test
    void aCleanEndHandsItsFloorDown() {
        put(new Key.HeaderKey(), header(b -> b.clean = true));
        assertThat(restored(3, 42L).end())
                .isEqualTo(new Restored.OwnershipEnd.Clean(new PartitionCheckpoint.Floor.None()));
        put(new Key.HeaderKey(), header(b -> b.floor(PartitionHeader.FLOOR_AT, 77)));
        assertThat(restored(3, 42L).end())
                .isEqualTo(new Restored.OwnershipEnd.Clean(new PartitionCheckpoint.Floor.At(77)));
        put(new Key.HeaderKey(), header(b -> b.floor(PartitionHeader.FLOOR_AGE, 77)));
        assertThat(restored(3, 42L).end())
                .isEqualTo(new Restored.OwnershipEnd.Clean(new PartitionCheckpoint.Floor.At(APPENDED - 77)));
        put(new Key.HeaderKey(), header(b -> b.floor(PartitionHeader.FLOOR_AGE, -77)));
        assertThat(restored(3, 42L).end())
                .isEqualTo(new Restored.OwnershipEnd.Clean(new PartitionCheckpoint.Floor.At(APPENDED + 77)));
    }

    @Test
    void anUncleanEndTellsTheFormerLease() {
        put(new Key.HeaderKey(), header(b -> b.clean = false));
        assertThat(restored(3, 42L).end()).isEqualTo(new Restored.OwnershipEnd.Unclean(3_000));
    }

    @Test
    void aFloorOfALaterVersionIsRefused() {
        put(new Key.HeaderKey(), header(b -> b.floor((byte) 9, 0)));
        refused(3, 42L, "unknown floor 9");
    }

    @Test
    void aGroupThatWasRenamedIsExplained() {
        put(new Key.HeaderKey(), header(b -> b.group = "old group"));
        refused(3, 42L, "consumer group", "old group", "group");
    }

    @Test
    void aCommandsTopicThatWasRecreatedIsExplained() {
        put(new Key.HeaderKey(), header(b -> b.topicId = "old-id"));
        refused(3, 42L, "id of the commands topic", "old-id", "topic-id");
    }

    @Test
    void anotherPartitionCountIsExplained() {
        put(new Key.HeaderKey(), header(b -> b.partitions = 16));
        refused(3, 42L, "partition count", "16", "12");
    }

    @Test
    void aPositionThatDiffersFromTheCommittedOffsetIsExplained() {
        put(new Key.HeaderKey(), header(b -> {}));
        refused(3, 41L, "read position", "42", "41");
        refused(3, null, "read position", "42", "none");
    }

    @Test
    void aNewerFormatThatWasGivenUpIsNoObstacle() {
        byte[] newer = header(b -> {});
        newer[0] = 99;
        put(new Key.HeaderKey(), newer);
        refused(3, 42L, "format 99", "newer worker");
        put(new Key.HeaderKey(), header(b -> {}));
        put(new byte[] {'z', 1}, new byte[] {1});
        put(new byte[] {'z', 2}, new byte[] {1});
        put(new byte[] {'z', 1}, null);
        refused(3, 42L, "unknown kind 122", "newer worker");
        put(new byte[] {'z', 2}, null);
        assertThat(restored(3, 42L).position()).isEqualTo(42);
    }

    private static final class HeaderBuilder {
        String group = "group";
        String topicId = "topic-id";
        int partitions = 12;
        boolean clean = true;
        byte floorKind = PartitionHeader.NO_FLOOR;
        long floor;

        void floor(byte kind, long value) {
            floorKind = kind;
            floor = value;
        }
    }

    private static byte[] header(Consumer<HeaderBuilder> change) {
        HeaderBuilder b = new HeaderBuilder();
        change.accept(b);
        return LedgerCodec.encode(
                new PartitionHeader(
                        b.group, b.topicId, b.partitions, 42, "writer", "member", b.clean, b.floorKind, b.floor, 3_000),
                LedgerFormat.NEWEST);
    }

    private static byte[] departed(String instance, long age) {
        PaceRecord.Departed departed =
                new PaceRecord.Departed(instance, new MonotonicMoment(0), new RecordedDelay.UndatedDelay<>(15_000), 0);
        return PaceCodec.encode(departed, LedgerFormat.NEWEST, moment -> age);
    }

    private void put(Key key, byte @Nullable [] value) {
        put(key.encode(), value);
    }

    private void put(byte[] key, byte @Nullable [] value) {
        ledger.add(new ConsumerRecord<>(
                "ledger",
                3,
                ledger.size(),
                APPENDED,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private void refused(int partition, @Nullable Long committed, String... explanation) {
        assertThatExceptionOfType(LedgerRefusedException.class)
                .isThrownBy(() -> restored(partition, committed))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(explanation));
    }

    private Restored restored(int partition, @Nullable Long committed) {
        return found(partition, committed).restored();
    }

    private Restoration.RestoredState found(int partition, @Nullable Long committed) {
        OffsetAndMetadata offset = committed == null ? null : new OffsetAndMetadata(committed);
        return new LedgerReading(Samples.SETTINGS, partition, offset, () -> 5).verified(ledger::forEach);
    }
}
