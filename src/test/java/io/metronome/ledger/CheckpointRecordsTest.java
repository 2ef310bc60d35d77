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
    private final SectionRecords records = new SectionRecords(Samples.SETTINGS, () -> now);

    private record Put(Key key, byte @Nullable [] value) {}

    @Test
    void putsComeBeforeTombstones() {
        List<Put> puts = puts(section(List.of(Samples.waiting(8)), new long[] {3, 4}, List.of(), new long[0]));
        assertThat(puts)
                .extracting(Put::key)
                .containsExactly(new Key.Command(8), new Key.Command(3), new Key.Command(4));
        assertThat(puts.get(0).value()).isNotNull();
        assertThat(puts.get(1).value()).isNull();
        assertThat(puts.get(2).value()).isNull();
    }

    @Test
    void aDepartureIsWrittenAsItsAgeAtEachTry() {
        Section section = section(
                List.of(), new long[0], List.of(new Departure("1", now - 400 * MILLI + 1, 15_000, 7)), new long[0]);
        assertThat(departedAt(section)).isEqualTo(10_000 - 399);
        now += 100 * MILLI;
        assertThat(departedAt(section)).isEqualTo(10_000 - 499);
    }

    @Test
    void aDepartureToForgetIsATombstone() {
        Section section =
                section(List.of(), new long[0], List.of(new Departure("1", now, Departure.FORGET, 0)), new long[0]);
        assertThat(puts(section)).singleElement().satisfies(put -> {
            assertThat(put.key()).isEqualTo(new Key.Pace("1"));
            assertThat(put.value()).isNull();
        });
    }

    @Test
    void sentIdsGoRoundAndTheRoundMovesOnlyWhenTheyAreCommitted() {
        Section section = section(List.of(), new long[0], List.of(), new long[] {5, 6});
        records.sentSequence(3, 6);
        assertThat(puts(section)).extracting(Put::key).containsExactly(new Key.Sent(2));
        assertThat(puts(section)).extracting(Put::key).containsExactly(new Key.Sent(2));
        records.written(section);
        assertThat(puts(section)).extracting(Put::key).containsExactly(new Key.Sent(3));
        records.written(section);
        assertThat(puts(section)).extracting(Put::key).containsExactly(new Key.Sent(0));
    }

    @Test
    void aSectionWithoutSentIdsDoesNotMoveTheRound() {
        Section nothing = section(List.of(), new long[0], List.of(), new long[0]);
        records.written(nothing);
        assertThat(puts(section(List.of(), new long[0], List.of(), new long[] {5, 6})))
                .extracting(Put::key)
                .containsExactly(new Key.Sent(0));
    }

    @Test
    void aHeaderTellsEverythingThatATakerChecks() {
        records.writer("writer-1");
        Header header = header(new Section.Mark(true, new Section.Floor.At(77)));
        assertThat(header)
                .isEqualTo(new Header(
                        "group", "topic-id", 12, 42, "writer-1", "member", true, Header.FLOOR_AT, 77, 3_000));
        assertThat(header.leaseMillis()).isEqualTo(Duration.ofSeconds(3).toMillis());
    }

    @Test
    void aFloorOfThisHostIsWrittenAsItsAge() {
        Header header = header(new Section.Mark(false, new Section.Floor.Here(now - 5 * MILLI)));
        assertThat(header.floorKind()).isEqualTo(Header.FLOOR_AGE);
        assertThat(header.floor()).isEqualTo(5);
        assertThat(header(new Section.Mark(false, new Section.Floor.Here(now + 5 * MILLI)))
                        .floor())
                .isEqualTo(-5);
        assertThat(header(new Section.Mark(false, new Section.Floor.None())).floorKind())
                .isEqualTo(Header.NO_FLOOR);
    }

    @Test
    void aConditionIsWrittenWithTheTimeThatIsLeftAndTakenOutWhenNothingIs() {
        Condition condition = new Condition(
                "1", null, List.of(new Condition.Limit("a", now + 1_500_001), new Condition.Limit("b", now - 1)), null);
        Section section = new Section(
                3,
                103,
                42,
                null,
                List.of(),
                new long[0],
                List.of(),
                List.of(condition, Condition.none("2")),
                new long[0],
                List.of());
        List<Put> puts = puts(section);
        assertThat(puts).extracting(Put::key).containsExactly(new Key.Condition("1"), new Key.Condition("2"));
        assertThat(ConditionCodec.decode(Objects.requireNonNull(puts.getFirst().value()), "1", 0)
                        .limits())
                .extracting(Condition.Limit::until)
                .containsExactly(2L, 0L);
        assertThat(puts.getLast().value()).isNull();
    }

    @Test
    void aConfirmationHasNoHeader() {
        assertThat(records.header(Samples.section(3, 42, null), Samples.standing(7, 3)))
                .isNull();
    }

    private Header header(Section.Mark mark) {
        byte[] value = records.header(Samples.section(3, 42, mark), Samples.standing(7, 3));
        return LedgerCodec.header(Objects.requireNonNull(value));
    }

    private long departedAt(Section section) {
        byte[] value = Objects.requireNonNull(puts(section).getFirst().value());
        return LedgerCodec.paced(value, "1", 10_000).departedAt();
    }

    private List<Put> puts(Section section) {
        List<Put> puts = new ArrayList<>();
        records.of(section, (key, value) -> puts.add(new Put(Key.decode(key), value)));
        return puts;
    }

    private static Section section(List<Waiting> waiting, long[] ended, List<Departure> paces, long[] sentIds) {
        return new Section(3, 103, 42, null, waiting, ended, paces, sentIds, List.of());
    }
}
