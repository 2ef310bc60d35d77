package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckpointRecordsTest {
    private static final long MILLI = 1_000_000;

    private long now = 1_000 * MILLI;
    private final CheckpointRecords records = new CheckpointRecords(Samples.SETTINGS, () -> now);

    private record Put(Key key, byte @Nullable [] value) {}

    @Test
    void putsComeBeforeTombstones() {
        List<Put> puts = puts(section(List.of(Samples.waiting(8)), new long[] {3, 4}, List.of(), new long[0]));
        assertThat(puts)
                .extracting(Put::key)
                .containsExactly(new Key.CommandKey(8), new Key.CommandKey(3), new Key.CommandKey(4));
        assertThat(puts.get(0).value()).isNotNull();
        assertThat(puts.get(1).value()).isNull();
        assertThat(puts.get(2).value()).isNull();
    }

    @Test
    void aDepartureIsWrittenAsItsAgeAtEachTry() {
        PartitionCheckpoint section = section(
                List.of(),
                new long[0],
                List.of(new PaceRecord.Departed(
                        "1", new MonotonicMoment(now - 400 * MILLI + 1), new RecordedDelay.UndatedDelay<>(15_000), 7)),
                new long[0]);
        assertThat(departedAt(section)).isEqualTo(10_000 - 399);
        now += 100 * MILLI;
        assertThat(departedAt(section)).isEqualTo(10_000 - 499);
    }

    @Test
    void theAgeOfADelayGrowsWithEachTryToo() {
        PartitionCheckpoint section = section(
                List.of(),
                new long[0],
                List.of(new PaceRecord.Departed(
                        "1",
                        new MonotonicMoment(now),
                        new RecordedDelay.DatedDelay<>(500, new MonotonicMoment(now - 60_000 * MILLI)),
                        0)),
                new long[0]);
        now += 100 * MILLI;
        byte[] value = Objects.requireNonNull(puts(section).getFirst().value());
        assertThat(PaceCodec.decode(value, "1", 100_000).delay())
                .isEqualTo(new RecordedDelay.DatedDelay<>(500, new BrokerMoment(100_000 - 60_100)));
    }

    @Test
    void aDepartureToForgetIsATombstone() {
        PartitionCheckpoint section =
                section(List.of(), new long[0], List.of(new PaceRecord.Forgotten("1")), new long[0]);
        assertThat(puts(section)).singleElement().satisfies(put -> {
            assertThat(put.key()).isEqualTo(new Key.PaceKey("1"));
            assertThat(put.value()).isNull();
        });
    }

    @Test
    void sentIdsGoRoundAndTheRoundMovesOnlyWhenTheyAreCommitted() {
        PartitionCheckpoint section = section(List.of(), new long[0], List.of(), new long[] {5, 6});
        restored(6, LedgerFormat.NEWEST);
        assertThat(puts(section)).extracting(Put::key).containsExactly(new Key.SentIdsKey(2));
        now += Samples.SPAN.toNanos();
        assertThat(puts(section)).extracting(Put::key).containsExactly(new Key.SentIdsKey(2));
        records.written(section);
        now += Samples.SPAN.toNanos();
        assertThat(puts(section)).extracting(Put::key).containsExactly(new Key.SentIdsKey(3));
        records.written(section);
        now += Samples.SPAN.toNanos();
        assertThat(puts(section)).extracting(Put::key).containsExactly(new Key.SentIdsKey(0));
    }

    @Test
    void sentIdsOfAShortTimeShareOneRecord() {
        restored(6, LedgerFormat.NEWEST);
        PartitionCheckpoint first = section(List.of(), new long[0], List.of(), new long[] {5, 6});
        puts(first);
        records.written(first);
        now += Samples.SPAN.toNanos() - 1;
        PartitionCheckpoint second = section(List.of(), new long[0], List.of(), new long[] {7, 8});
        assertThat(puts(second)).extracting(Put::key).containsExactly(new Key.SentIdsKey(2));
        assertThat(LedgerCodec.sent(
                        Objects.requireNonNull(puts(second).getFirst().value())))
                .containsExactly(5, 6, 7, 8);
        now += 1;
        assertThat(puts(second))
                .describedAs("tried again when the time is over; what was committed stays where it is")
                .extracting(Put::key)
                .containsExactly(new Key.SentIdsKey(3));
        assertThat(LedgerCodec.sent(
                        Objects.requireNonNull(puts(second).getFirst().value())))
                .containsExactly(7, 8);
    }

    private void restored(long nextSentSequence, LedgerFormat format) {
        Restored restored =
                new Restored(0, List.of(), List.of(), List.of(), List.of(), new Restored.OwnershipEnd.Never(), format);
        records.restored(3, new Restoration.RestoredState(restored, nextSentSequence));
    }

    @Test
    void aSectionWithoutSentIdsDoesNotMoveTheRound() {
        PartitionCheckpoint nothing = section(List.of(), new long[0], List.of(), new long[0]);
        records.written(nothing);
        assertThat(puts(section(List.of(), new long[0], List.of(), new long[] {5, 6})))
                .extracting(Put::key)
                .containsExactly(new Key.SentIdsKey(0));
    }

    @Test
    void aHeaderTellsEverythingThatATakerChecks() {
        records.writer("writer-1");
        PartitionHeader header =
                header(new PartitionCheckpoint.HeaderState(true, new PartitionCheckpoint.Floor.At(77)));
        assertThat(header)
                .isEqualTo(new PartitionHeader(
                        "group", "topic-id", 12, 42, "writer-1", "member", true, PartitionHeader.FLOOR_AT, 77, 3_000));
        assertThat(header.leaseMillis()).isEqualTo(Duration.ofSeconds(3).toMillis());
    }

    @Test
    void aFloorOfThisHostIsWrittenAsItsAge() {
        PartitionHeader header =
                header(new PartitionCheckpoint.HeaderState(false, new PartitionCheckpoint.Floor.Here(now - 5 * MILLI)));
        assertThat(header.floorKind()).isEqualTo(PartitionHeader.FLOOR_AGE);
        assertThat(header.floor()).isEqualTo(5);
        assertThat(header(new PartitionCheckpoint.HeaderState(
                                false, new PartitionCheckpoint.Floor.Here(now + 5 * MILLI)))
                        .floor())
                .isEqualTo(-5);
        assertThat(header(new PartitionCheckpoint.HeaderState(false, new PartitionCheckpoint.Floor.None()))
                        .floorKind())
                .isEqualTo(PartitionHeader.NO_FLOOR);
    }

    @Test
    void aConditionIsWrittenWithTheTimeThatIsLeftAndTakenOutWhenNothingIs() {
        InstanceCondition<MonotonicMoment> condition = new InstanceCondition<>(
                "1",
                null,
                List.of(
                        new InstanceCondition.Limit<>("a", new MonotonicMoment(now + 1_500_001)),
                        new InstanceCondition.Limit<>("b", new MonotonicMoment(now - 1))),
                null);
        PartitionCheckpoint section = new PartitionCheckpoint(
                3,
                103,
                42,
                null,
                List.of(),
                new long[0],
                BlockChanges.NONE,
                List.of(),
                List.of(condition, InstanceCondition.none("2")),
                new long[0],
                List.of());
        List<Put> puts = puts(section);
        assertThat(puts).extracting(Put::key).containsExactly(new Key.ConditionKey("1"), new Key.ConditionKey("2"));
        assertThat(ConditionCodec.decode(Objects.requireNonNull(puts.getFirst().value()), "1", 0)
                        .limits())
                .extracting(limit -> limit.until().millis())
                .containsExactly(2L, 0L);
        assertThat(puts.getLast().value()).isNull();
    }

    @Test
    void aConfirmationHasNoHeader() {
        assertThat(records.header(Samples.section(3, 42, null), Samples.standing(7, 3)))
                .isNull();
    }

    private PartitionHeader header(PartitionCheckpoint.HeaderState mark) {
        byte[] value = records.header(Samples.section(3, 42, mark), Samples.standing(7, 3));
        return LedgerCodec.header(Objects.requireNonNull(value));
    }

    private long departedAt(PartitionCheckpoint section) {
        byte[] value = Objects.requireNonNull(puts(section).getFirst().value());
        return PaceCodec.decode(value, "1", 10_000).departedAt().millis();
    }

    private List<Put> puts(PartitionCheckpoint section) {
        List<Put> puts = new ArrayList<>();
        records.of(section, (key, value) -> puts.add(new Put(Key.decode(key), value)));
        return puts;
    }

    private static PartitionCheckpoint section(
            List<PendingCommandRecord> waiting, long[] ended, List<PaceRecord> paces, long[] sentIds) {
        return new PartitionCheckpoint(3, 103, 42, null, waiting, ended, paces, sentIds, List.of());
    }
}
