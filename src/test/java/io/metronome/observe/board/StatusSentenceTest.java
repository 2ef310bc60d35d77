package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.observe.admin.WorkerActivity.PausedHost;
import io.metronome.observe.board.GroupStatus.StatusLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sentence at the head of the board, in the situations of a night. */
class StatusSentenceTest {
    private static final long NOW = Instant.parse("2026-11-27T03:17:20Z").toEpochMilli();
    private static final long AT_02_41 = Instant.parse("2026-11-27T02:41:07Z").toEpochMilli();

    @Test
    void saysThatItSends() {
        GroupStatus status = StatusSentence.of(facts(NOW, 412, 1, 0, 900, 40, 0));
        assertThat(status)
                .isEqualTo(new GroupStatus(
                        StatusLevel.GOOD, "Sending: 412 a minute, 99.7 % on time, nothing lost", null, List.of()));
    }

    @Test
    void neverRoundsUpToAllOnTime() {
        assertThat(StatusSentence.of(facts(NOW, 100_000, 1, 0, 0, 1, 0)).sentence())
                .isEqualTo("Sending: 100000 a minute, 99.9 % on time, nothing lost");
        assertThat(StatusSentence.of(facts(NOW, 5, 0, 0, 0, 1, 0)).sentence())
                .isEqualTo("Sending: 5 a minute, 100 % on time, nothing lost");
    }

    @Test
    void warnsOfLateCalls() {
        GroupStatus status = StatusSentence.of(facts(NOW, 400, 50, 0, 900, 40, 0));
        assertThat(status.level()).isEqualTo(StatusLevel.WARN);
        assertThat(status.sentence()).isEqualTo("Sending: 400 a minute, 87.5 % on time, nothing lost");
        assertThat(status.section()).isEqualTo("MetronomeLateFast");
    }

    @Test
    void namesWhatWasLost() {
        GroupStatus status = StatusSentence.of(facts(NOW, 412, 0, 3, 900, 40, 0));
        assertThat(status.level()).isEqualTo(StatusLevel.BAD);
        assertThat(status.sentence()).isEqualTo("Sending: 412 a minute, 100 % on time, 3 records lost");
        assertThat(status.section()).isEqualTo("MetronomeRecordsLost");
    }

    @Test
    void saysSinceWhenKafkaTakesNoCheckpoints() {
        GroupStatus status = StatusSentence.of(facts(AT_02_41, 0, 0, 0, 900, 40, 0));
        assertThat(status.level()).isEqualTo(StatusLevel.BAD);
        assertThat(status.sentence()).isEqualTo("Not sending since 02:41: Kafka takes no checkpoints");
        assertThat(status.section()).isEqualTo("MetronomeLedgerNotWritable");
        assertThat(StatusSentence.of(facts(AT_02_41 - 86_400_000, 0, 0, 0, 900, 40, 0))
                        .sentence())
                .startsWith("Not sending since 2026-11-26 02:41: ");
    }

    @Test
    void saysWhatTheStartWaitsFor() {
        GroupStatus status = StatusSentence.of(SendingFacts.away(NOW, "the worker looks for Kafka"));
        assertThat(status.level()).isEqualTo(StatusLevel.BAD);
        assertThat(status.sentence()).isEqualTo("Not sending: the worker looks for Kafka");
    }

    @Test
    void saysThatNothingWaits() {
        GroupStatus status = StatusSentence.of(facts(NOW, 0, 0, 0, 0, 0, 0));
        assertThat(status.level()).isEqualTo(StatusLevel.GOOD);
        assertThat(status.sentence()).isEqualTo("Nothing to send: no command waits, nothing lost");
    }

    @Test
    void saysThatThePaceIsSlow() {
        GroupStatus status = StatusSentence.of(facts(NOW, 0, 0, 0, 1, 1, 0));
        assertThat(status.level()).isEqualTo(StatusLevel.GOOD);
        assertThat(status.sentence())
                .isEqualTo("No call in the last minute: 1 command waits for the pace, nothing lost");
    }

    @Test
    void saysThatEveryInstanceIsHeld() {
        GroupStatus status = StatusSentence.of(facts(NOW, 0, 0, 0, 900, 0, 2));
        assertThat(status.level()).isEqualTo(StatusLevel.WARN);
        assertThat(status.sentence())
                .isEqualTo("Not sending: every instance with commands is held or paused, nothing lost");
        assertThat(status.notices())
                .containsExactly(new GroupStatus.StatusNotice("2 instances cannot send", "MetronomeInstancesHeld"));
    }

    @Test
    void namesTheHostThatFails() {
        GroupStatus status = StatusSentence.of(facts(
                NOW,
                0,
                40,
                List.of(new PausedHost("https://3100.api.green-api.com", AT_02_41, false)),
                List.of(),
                List.of(),
                NOW));
        assertThat(status.level()).isEqualTo(StatusLevel.BAD);
        assertThat(status.sentence())
                .isEqualTo("Not sending since 02:41: nearly all calls to https://3100.api.green-api.com fail");
        assertThat(status.section()).isEqualTo("MetronomeApiHostFailing");
    }

    @Test
    void warnsOfWorkersThatDoNotAnswerOrAreNotReady() {
        GroupStatus status = StatusSentence.of(
                facts(NOW, 412, 40, List.of(), List.of("member-2"), List.of("not ready: 1 of 2"), AT_02_41));
        assertThat(status.level()).isEqualTo(StatusLevel.WARN);
        assertThat(status.sentence()).startsWith("Sending: 412 a minute");
        assertThat(status.notices())
                .containsExactly(
                        new GroupStatus.StatusNotice("No answer: member-2", "MetronomeWorkerDown"),
                        new GroupStatus.StatusNotice(
                                "A worker does not send since 02:41: Kafka takes no checkpoints of it",
                                "MetronomeLedgerNotWritable"),
                        new GroupStatus.StatusNotice("A worker is not ready: 1 of 2", "MetronomePartitionNotServed"));
    }

    @Test
    void saysThatNoWorkerHasPartitions() {
        SendingFacts none =
                new SendingFacts(NOW, "", 0, null, null, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of());
        assertThat(StatusSentence.of(none).sentence()).isEqualTo("Not sending: no worker has partitions");
    }

    @Test
    void namesSectionsThatTheRunbookHas() throws Exception {
        String runbook = Files.readString(Path.of("deploy/RUNBOOK.md"));
        String source = Files.readString(Path.of("src/main/java/io/metronome/observe/board/StatusSentence.java"));
        Matcher names = Pattern.compile("\"(Metronome\\w+)\"").matcher(source);
        int count = 0;
        for (; names.find(); count++) {
            assertThat(runbook).contains("\n## " + names.group(1) + "\n");
        }
        assertThat(count).isGreaterThan(8);
        String page = HtmlWriter.document(RunbookPage.of(runbook));
        assertThat(page).contains("<h2 id=\"metronomeledgernotwritable\">MetronomeLedgerNotWritable</h2>");
    }

    private static SendingFacts facts(
            @Nullable Long checkpoint, long sent, long late, long lost, long pending, long active, long held) {
        return new SendingFacts(
                NOW,
                "",
                2,
                checkpoint,
                checkpoint,
                sent,
                late,
                lost,
                pending,
                active,
                held,
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private static SendingFacts facts(
            long newest,
            long sent,
            long active,
            List<PausedHost> hosts,
            List<String> silent,
            List<String> notReady,
            long oldest) {
        return new SendingFacts(NOW, "", 2, oldest, newest, sent, 0, 0, 900, active, 0, 0, hosts, silent, notReady);
    }
}
