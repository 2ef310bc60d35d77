package io.metronome.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import io.metronome.command.Reason;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final Subject SUBJECT = new Subject("my id", "1101000001", "sendTyping", null);
    private static final Outcome.Dead REJECTED =
            new Outcome.Dead(Reason.REJECTED, "no such chat", 400, 3, Samples.RECEIVED + 1, null);

    private final DeadLetters commandRecords = new DeadLetters("dead", "results");

    @Test
    void keepsKeyAndValueAsTheyCame() {
        Reply dead = commandRecords.of(Samples.commandRecord(), SUBJECT, REJECTED);
        assertThat(dead.topic()).isEqualTo("dead");
        assertThat(dead.partition()).isNull();
        assertThat(dead.key()).isSameAs(Samples.KEY);
        assertThat(dead.value()).isSameAs(Samples.VALUE);
    }

    @Test
    void tellsTheReasonInHeadersToTheLetter() {
        Reply dead = commandRecords.of(
                Samples.commandRecord(
                        RecordHeader.of("traceparent", "00-1"), RecordHeader.of("metronome-reason", "forged")),
                SUBJECT,
                REJECTED);
        assertThat(Samples.headers(dead))
                .containsExactlyInAnyOrder(
                        "traceparent=00-1",
                        "metronome-source-topic=commands",
                        "metronome-source-partition=1",
                        "metronome-source-offset=7",
                        "metronome-source-timestamp=99",
                        "metronome-reason=REJECTED",
                        "metronome-detail=no such chat",
                        "metronome-command-id=my id",
                        "metronome-id-instance=1101000001",
                        "metronome-method=sendTyping",
                        "metronome-attempts=3",
                        "metronome-http-status=400",
                        "metronome-failed-at=2026-11-18T11:06:40.001Z");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        Reply dead = commandRecords.of(
                Samples.commandRecord(),
                new Subject("x-1-7", null, null, null),
                Samples.dead(Reason.UNREADABLE, "broken"));
        assertThat(Samples.headers(dead))
                .containsExactlyInAnyOrder(
                        "metronome-source-topic=commands",
                        "metronome-source-partition=1",
                        "metronome-source-offset=7",
                        "metronome-source-timestamp=99",
                        "metronome-reason=UNREADABLE",
                        "metronome-detail=broken",
                        "metronome-command-id=x-1-7",
                        "metronome-failed-at=2026-11-18T11:06:40.400Z");
    }

    @Test
    void aDuplicateNamesTheFirst() {
        Outcome.Dead duplicate = new Outcome.Dead(Reason.DUPLICATE, "taken", 0, 0, 0, "commands-1-3");
        assertThat(Samples.headers(commandRecords.of(Samples.commandRecord(), SUBJECT, duplicate)))
                .contains("metronome-duplicate-of=commands-1-3");
    }

    @Test
    void aValueThatTheTopicRefusesIsReplacedByItsLengthAndHash() {
        Reply brief = Samples.instead(
                commandRecords.of(Samples.commandRecord(RecordHeader.of("mine", "1")), SUBJECT, REJECTED));
        assertThat(brief.value()).isNull();
        assertThat(brief.key()).isSameAs(Samples.KEY);
        assertThat(Samples.headers(brief))
                .contains(
                        "mine=1",
                        "metronome-reason=REJECTED",
                        "metronome-value-length=" + Samples.VALUE.length,
                        "metronome-value-sha256=5c8f57b8d2b3f9d77a5480c5405bb710bccf87cc5a02038fff4e083eff84ab31");
    }

    @Test
    void theLastResortHasNothingOfTheCommandsButItsPosition() {
        Reply last = Samples.instead(Samples.instead(
                commandRecords.of(Samples.commandRecord(RecordHeader.of("mine", "1")), SUBJECT, REJECTED)));
        assertThat(Samples.text(last.key())).isEqualTo("commands-1-7");
        assertThat(last.value()).isNull();
        assertThat(Samples.headers(last))
                .doesNotContain("mine=1")
                .contains(
                        "metronome-reason=REJECTED",
                        "metronome-source-offset=7",
                        "metronome-command-id=my id",
                        "metronome-value-length=" + Samples.VALUE.length);
    }

    @Test
    void whatTheDeadLettersRefuseInEveryFormIsToldAmongTheResults() {
        Reply last = commandRecords.of(Samples.commandRecord(), SUBJECT, REJECTED);
        while (last.instead() != null) {
            last = last.instead().get();
        }
        assertThat(last.topic()).isEqualTo("results");
        assertThat(Samples.text(last.value())).contains("\"outcome\":\"dead-letter\"", "REJECTED");
        assertThat(Samples.headers(last)).contains("metronome-source-offset=7");
    }

    @Test
    void aRecordWithoutAKeyGetsOneWhereTheTopicRefusesIt() {
        CommandRecord keyless = new CommandRecord(
                "commands", 1, 7, 99, null, Samples.VALUE, List.of(), new Source("commands", 1, 7, 99));
        Reply dead = commandRecords.of(keyless, SUBJECT, REJECTED);
        assertThat(dead.key()).isNull();
        Reply keyed = Samples.instead(dead);
        assertThat(Samples.text(keyed.key())).isEqualTo("commands-1-7");
        assertThat(keyed.value()).isSameAs(Samples.VALUE);
    }

    @Test
    void aTombstoneHasALengthOfNothing() {
        CommandRecord tombstone =
                new CommandRecord("commands", 1, 7, 99, null, null, List.of(), new Source("commands", 1, 7, 99));
        Reply brief = Samples.instead(Samples.instead(commandRecords.of(tombstone, SUBJECT, REJECTED)));
        assertThat(Samples.headers(brief)).contains("metronome-value-length=0");
    }

    @Test
    void aLongDetailIsCutSoThatTheRecordFitsItsTopic() {
        Reply dead =
                commandRecords.of(Samples.commandRecord(), SUBJECT, Samples.dead(Reason.INVALID, "x".repeat(100_000)));
        assertThat(dead.bytes()).isLessThan(Samples.VALUE.length + (64 << 10));
        assertThat(Samples.headers(dead))
                .anyMatch(header -> header.startsWith("metronome-detail=xxx") && header.endsWith("…"));
    }
}
