package io.metronome.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Reason;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private static final Command.ReplyTo MINE = new Command.ReplyTo("my.replies", 5);
    private static final String[] SOURCE = {
        "metronome-source-topic=commands",
        "metronome-source-partition=1",
        "metronome-source-offset=7",
        "metronome-source-timestamp=99"
    };

    private final Replies replies = new Replies("results", "dead");

    @Test
    void aResultIsKeyedByItsInstanceAndSaysWhereItsCommandFirstStood() {
        Reply result = onlyOf(
                replies.accepted(Samples.commandRecord(), Samples.command(null), Samples.accepted("x", null, null)));
        assertThat(result.topic()).isEqualTo("results");
        assertThat(result.partition()).isNull();
        assertThat(result.key()).isEqualTo("1101000001".getBytes(UTF_8));
        assertThat(Samples.headers(result)).containsExactly(SOURCE);
    }

    @Test
    void copiesTheCommandsHeadersButNotMetronomesOwn() {
        CommandRecord commandRecord = Samples.commandRecord(
                RecordHeader.of("traceparent", "00-1"),
                RecordHeader.of("metronome-forwarded-from", "1:7:99"),
                RecordHeader.of("kafka_correlationId", "c"),
                RecordHeader.of("metronome-source-topic", "forged"),
                new RecordHeader("empty", null));
        Reply result =
                onlyOf(replies.accepted(commandRecord, Samples.command(null), Samples.accepted("x", null, null)));
        assertThat(Samples.headers(result).subList(0, 3))
                .containsExactly("traceparent=00-1", "kafka_correlationId=c", "empty=null");
        assertThat(Samples.headers(result).subList(3, 7)).containsExactly(SOURCE);
    }

    @Test
    void aResultGoesWhereItsHeadersAskAndToTheResultsWhereThatTopicIsGone() {
        Reply result = onlyOf(
                replies.accepted(Samples.commandRecord(), Samples.command(MINE), Samples.accepted("x", null, null)));
        assertThat(result.topic()).isEqualTo("my.replies");
        assertThat(result.partition()).isEqualTo(5);
        Reply instead = Samples.instead(result);
        assertThat(instead.topic()).isEqualTo("results");
        assertThat(instead.partition()).isNull();
        assertThat(instead.value()).isEqualTo(result.value());
    }

    @Test
    void aDeadLetterIsAlsoToldToItsReplyTopic() {
        Subject subject = new Subject("id", "1101000001", "sendTyping", MINE);
        List<Reply> told = replies.dead(Samples.commandRecord(), subject, Samples.dead(Reason.EXPIRED, "late"));
        assertThat(told).extracting(Reply::topic).containsExactly("dead", "my.replies");
        Reply word = told.getLast();
        assertThat(word.partition()).isEqualTo(5);
        assertThat(Samples.text(word.value()))
                .isEqualTo(
                        "{\"commandId\":\"id\",\"outcome\":\"dead-letter\",\"reason\":\"EXPIRED\",\"detail\":\"late\"}");
        assertThat(shorter(word).topic()).isEqualTo("my.replies");
    }

    @Test
    void anAnswerToARefusedCommandHasAKeyAndThenLittleElseWhereItIsRefused() {
        CommandRecord keyless = Samples.keyless(RecordHeader.of("large", "x"));
        Subject subject = new Subject("id", "1101000001", "sendTyping", MINE);
        Reply word = replies.dead(keyless, subject, Samples.dead(Reason.INVALID, "y".repeat(1_000)))
                .getLast();
        assertThat(word.key()).isNull();
        Reply keyed = shorter(word);
        assertThat(keyed.key()).isNotNull();
        assertThat(keyed.value()).isEqualTo(word.value());
        Reply brief = shorter(keyed);
        assertThat(brief.partition()).isEqualTo(5);
        assertThat(Samples.headers(brief)).containsExactly(SOURCE);
        assertThat(brief.value()).hasSizeLessThan(400);
        assertThat(brief.instead()).isNull();
    }

    @Test
    void aDeadLetterThatNobodyWaitsForIsToldOnce() {
        Subject subject = new Subject("id", null, null, null);
        assertThat(replies.dead(Samples.commandRecord(), subject, Samples.dead(Reason.UNREADABLE, "?")))
                .extracting(Reply::topic)
                .containsExactly("dead");
    }

    private static Reply onlyOf(List<Reply> replies) {
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    @Test
    void aResultThatIsRefusedIsSaidMoreBriefly() {
        CommandRecord commandRecord = Samples.commandRecord(RecordHeader.of("large", "x".repeat(1_000)));
        Reply whole = onlyOf(replies.accepted(commandRecord, Samples.command(null), Samples.accepted("x", null, "{}")));
        Reply brief = shorter(whole);
        assertThat(new String(brief.value(), UTF_8)).contains("accepted").doesNotContain("response");
        assertThat(Samples.headers(shorter(brief))).containsExactly(SOURCE);
        Reply last = shorter(shorter(brief));
        assertThat(last.topic()).isEqualTo("dead");
        assertThat(last.value()).isSameAs(Samples.VALUE);
        assertThat(Samples.headers(last))
                .contains("metronome-reason=OUTCOME_UNKNOWN")
                .anyMatch(header -> header.contains("the API accepted it as idMessage x"));
    }

    private static Reply shorter(Reply reply) {
        return Objects.requireNonNull(reply.instead(), "there is no shorter form")
                .get();
    }
}
