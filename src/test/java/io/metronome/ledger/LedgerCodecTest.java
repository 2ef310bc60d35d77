package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import io.metronome.command.ParsedFields;
import io.metronome.command.RecordHeader;
import io.metronome.command.Source;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerCodecTest {
    private static final PartitionHeader HEADER =
            new PartitionHeader("group", "id", 12, 42, "writer", "member", true, PartitionHeader.FLOOR_AGE, -5, 3_000);

    @Test
    void aWaitingCommandComesBackAsItWas() {
        PendingCommandRecord waiting = new PendingCommandRecord(Samples.commandRecord(42), 5, 3, 2, 1_000, true, false);
        assertThat(again(waiting)).usingRecursiveComparison().isEqualTo(waiting);
    }

    @Test
    void costsWhatIsCountedAtTheIntakeAndAFixedNumberOfBytes() {
        Source source = new Source("commands", 4, 7, 99);
        for (int count : new int[] {0, 1, 50_000}) {
            List<RecordHeader> headers = Collections.nCopies(count, RecordHeader.of("имя", "1"));
            CommandRecord commandRecord = Samples.commandRecord(42, headers, source);
            byte[] value = LedgerCodec.encode(new PendingCommandRecord(commandRecord, 5, 0, 0, 0, false, false));
            assertThat(value.length - commandRecord.contentBytes()).isBetween(0L, 100L);
        }
    }

    @Test
    void aCommandWithoutItsContentIsKnownAsSuch() {
        PendingCommandRecord whole = new PendingCommandRecord(Samples.commandRecord(42), 5, 3, 2, 1_000, true, false);
        PendingCommandRecord bare = whole.withoutContent("too large");
        assertThat(LedgerCodec.isWithoutContent(LedgerCodec.encode(whole))).isFalse();
        assertThat(LedgerCodec.isWithoutContent(LedgerCodec.encode(bare))).isTrue();
        assertThat(again(bare).commandRecord().whyWithoutContent()).isEqualTo("too large");
        assertThat(again(bare).attempts()).isEqualTo(3);
    }

    @Test
    void whatTheApiHasTakenComesBackWithItsAnswer() {
        for (byte[] response : Arrays.asList(null, "{\"saveSettings\":true}".getBytes(UTF_8))) {
            Outcome.Accepted accepted = new Outcome.Accepted("id", 3, 5, 6, 7, 8, null, response);
            PendingCommandRecord waiting =
                    new PendingCommandRecord(Samples.commandRecord(42), 5, 3, 2, 1_000, false, false, accepted, null);
            assertThat(again(waiting)).usingRecursiveComparison().isEqualTo(waiting);
        }
    }

    @Test
    void parsedFieldsComeBack() {
        ParsedFields parsed = new ParsedFields(-7, new byte[] {1, 2, 3});
        PendingCommandRecord waiting =
                new PendingCommandRecord(Samples.commandRecord(42), 5, 0, 0, 0, false, false, null, parsed);
        assertThat(again(waiting)).usingRecursiveComparison().isEqualTo(waiting);
    }

    @Test
    void aRecordOfFormat1IsReadAsOneThatTheApiHasNotTaken() {
        PendingCommandRecord waiting = new PendingCommandRecord(Samples.commandRecord(42), 5, 3, 2, 1_000, true, true);
        byte[] value = LedgerCodec.encode(waiting);
        byte[] older = Arrays.copyOf(value, value.length - 1);
        assertThat(LedgerCodec.waiting(older, "commands", 3, 42))
                .usingRecursiveComparison()
                .isEqualTo(waiting);
        byte[] header = LedgerCodec.encode(HEADER, LedgerFormat.NEWEST);
        header[0] = 1;
        assertThat(LedgerCodec.header(header)).isEqualTo(HEADER);
    }

    @Test
    void aConditionComesBackWithTheTimeThatWasLeftCountedFromItsRecord() {
        InstanceCondition.RecordedHold<TimeLeft> hold =
                new InstanceCondition.RecordedHold<>("quota", "used up", 11, 12, true, 3, new TimeLeft(60_000));
        InstanceCondition<TimeLeft> left = new InstanceCondition<>(
                "1",
                hold,
                List.of(new InstanceCondition.Limit<>("sendContact", new TimeLeft(5_000))),
                new InstanceCondition.Settling<>(2_000, new TimeLeft(300_000)));
        assertThat(ConditionCodec.decode(ConditionCodec.encode(left), "1", 10_000))
                .isEqualTo(left.with(moment -> new BrokerMoment(moment.millis() + 10_000)));
        for (InstanceCondition<TimeLeft> part : List.<InstanceCondition<TimeLeft>>of(
                InstanceCondition.none("1"),
                new InstanceCondition<TimeLeft>(
                        "1", null, List.of(), null, new InstanceCondition.CountedCalls(20_000, 7, List.of(3L, 5L))),
                new InstanceCondition<>("1", hold, List.of(), null),
                new InstanceCondition<>("1", null, List.of(), new InstanceCondition.Settling<>(0, new TimeLeft(1))))) {
            assertThat(ConditionCodec.decode(ConditionCodec.encode(part), "1", 0))
                    .isEqualTo(part.with(moment -> new BrokerMoment(moment.millis())));
        }
    }

    @Test
    void nothingIsNotTheSameAsEmpty() {
        Source here = new Source("commands", 3, 42, 99);
        for (byte[] bytes : Arrays.asList(null, new byte[0], "x".getBytes(UTF_8))) {
            CommandRecord commandRecord = new CommandRecord(
                    "commands",
                    3,
                    42,
                    99,
                    bytes,
                    bytes,
                    List.of(new io.metronome.command.RecordHeader("", bytes)),
                    here);
            assertThat(again(waiting(commandRecord)).commandRecord())
                    .usingRecursiveComparison()
                    .isEqualTo(commandRecord);
        }
    }

    @Test
    void aHeadersNameMayBeOfAnyLength() {
        List<io.metronome.command.RecordHeader> headers = List.of(
                io.metronome.command.RecordHeader.of("ж".repeat(100_000), "1"),
                io.metronome.command.RecordHeader.of("b", "2"));
        CommandRecord commandRecord = Samples.commandRecord(42, headers, new Source("commands", 3, 42, 99));
        assertThat(again(waiting(commandRecord)).commandRecord())
                .usingRecursiveComparison()
                .isEqualTo(commandRecord);
    }

    @Test
    void aForwardedCommandKnowsWhereItFirstStood() {
        CommandRecord commandRecord = Samples.commandRecord(42, List.of(), new Source("commands", 9, 8, 7));
        assertThat(again(waiting(commandRecord)).commandRecord().source()).isEqualTo(new Source("commands", 9, 8, 7));
    }

    @Test
    void aHeaderComesBackAsItWas() {
        assertThat(LedgerCodec.header(LedgerCodec.encode(HEADER, LedgerFormat.NEWEST)))
                .isEqualTo(HEADER);
    }

    @Test
    void aHeaderOfALaterFormatIsRefusedWithAnExplanation() {
        byte[] value = LedgerCodec.encode(HEADER, LedgerFormat.NEWEST);
        value[0] = (byte) (LedgerFormat.NEWEST.number() + 1);
        assertThatExceptionOfType(LedgerRefusedException.class)
                .isThrownBy(() -> LedgerCodec.header(value))
                .withMessageContaining("format " + (LedgerFormat.NEWEST.number() + 1))
                .withMessageContaining("newer worker");
    }

    @Test
    void whatEndsTooEarlyIsRefused() {
        byte[] value = LedgerCodec.encode(HEADER, LedgerFormat.NEWEST);
        assertThatExceptionOfType(LedgerRefusedException.class)
                .isThrownBy(() -> LedgerCodec.header(Arrays.copyOf(value, value.length - 1)));
    }

    @Test
    void sentIdsComeBackWithTheirPlaceInTheRound() {
        byte[] value = LedgerCodec.encodeSent(9, new long[] {1, 2, -3, Long.MAX_VALUE});
        assertThat(LedgerCodec.sentSequence(value)).isEqualTo(9);
        assertThat(LedgerCodec.sent(value)).containsExactly(1, 2, -3, Long.MAX_VALUE);
    }

    private static PendingCommandRecord waiting(CommandRecord commandRecord) {
        return new PendingCommandRecord(commandRecord, 5, 0, 0, 0, false, false);
    }

    private static PendingCommandRecord again(PendingCommandRecord waiting) {
        CommandRecord commandRecord = waiting.commandRecord();
        return LedgerCodec.waiting(
                LedgerCodec.encode(waiting), commandRecord.topic(), commandRecord.partition(), commandRecord.offset());
    }
}
