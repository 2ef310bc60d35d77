package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import io.metronome.observe.admin.WorkerActivity.PausedHost;
import io.metronome.observe.board.GroupStatus.StatusLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sentence at the head of the board, in the situations of a night. */
class StatusSentenceTest {
    static final long NOW = Instant.parse("2026-11-27T03:17:20Z").toEpochMilli();
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
                .isEqualTo("Sending: 100,000 a minute, 99.9 % on time, nothing lost");
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
        assertThat(status.sentence())
                .isEqualTo("Not sending since 02:41: metronome cannot write its checkpoints to Kafka");
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
                .containsExactly(new GroupStatus.StatusNotice(
                        "2 of 2 instances with commands cannot send; the list below says why",
                        "MetronomeInstancesHeld"));
    }

    @Test
    void namesTheHostThatFails() {
        PausedHost host = new PausedHost("https://3100.api.green-api.com", AT_02_41, false);
        GroupStatus status = StatusSentence.of(
                new FactsOfTest().sent(2, 2).hosts(false, host).facts());
        assertThat(status.level()).isEqualTo(StatusLevel.BAD);
        assertThat(status.sentence())
                .as("probe calls are no sending")
                .isEqualTo("Not sending since 02:41: nearly all calls to https://3100.api.green-api.com fail");
        assertThat(status.section()).isEqualTo("MetronomeApiHostFailing");
        GroupStatus other = StatusSentence.of(
                new FactsOfTest().sent(60, 0).hosts(true, host).facts());
        assertThat(other.level()).isEqualTo(StatusLevel.WARN);
        assertThat(other.sentence()).startsWith("Sending, but not everything: 60 a minute");
    }

    @Test
    void warnsOfWorkersThatDoNotAnswerOrAreNotReady() {
        GroupStatus status = StatusSentence.of(new FactsOfTest()
                .sent(412, 0)
                .checkpoints(AT_02_41, NOW)
                .silent("intake@http://10.0.0.8:8080-b80fc3c0-fd9f-4282-80cf-0f085975e765", "Kafka tells nothing")
                .trouble("not ready: 1 of 2 assigned partitions restored", "")
                .trouble(
                        "not ready: 2 of 2 assigned partitions restored; the topic x accepts no checkpoint",
                        "The instances file lacks 2 of 3 instances")
                .facts());
        assertThat(status.level()).isEqualTo(StatusLevel.WARN);
        assertThat(status.sentence()).startsWith("Sending, but not everything: 412 a minute");
        assertThat(status.notices())
                .containsExactly(
                        new GroupStatus.StatusNotice(
                                "The worker 10.0.0.8:8080 does not answer. If it is gone, its instances send nothing"
                                        + " until Kafka gives its partitions to another worker, usually within half a"
                                        + " minute",
                                "MetronomeWorkerDown"),
                        new GroupStatus.StatusNotice("Other workers are not shown, because Kafka tells nothing", null),
                        new GroupStatus.StatusNotice(
                                "A worker does not send since 02:41: it cannot write its checkpoints to Kafka",
                                "MetronomeLedgerNotWritable"),
                        new GroupStatus.StatusNotice(
                                "The worker 10.0.0.7:8080 is not ready: 1 of 2 assigned partitions restored",
                                "MetronomePartitionNotServed"),
                        new GroupStatus.StatusNotice(
                                "The worker 10.0.0.7:8080 is not ready: the topic x accepts no checkpoint",
                                "MetronomeCheckpointsRefused"),
                        new GroupStatus.StatusNotice(
                                "The instances file lacks 2 of 3 instances", "MetronomeInstancesFileBad"));
    }

    @Test
    void warnsOfManyDeadLettersAndOfOneThatNobodyKnows() {
        FactsOfTest facts = new FactsOfTest().sent(60, 0).dead(Reason.INVALID, 90);
        GroupStatus status = StatusSentence.of(facts.facts());
        assertThat(status.level()).isEqualTo(StatusLevel.WARN);
        assertThat(status.notices())
                .containsExactly(new GroupStatus.StatusNotice(
                        "In the last hour 90 commands ended as INVALID: a mistake in the command, which its producer"
                                + " must mend",
                        "MetronomeDeadLetters"));
        for (Reason reason : List.of(Reason.EXPIRED, Reason.CANCELLED)) {
            GroupStatus few = StatusSentence.of(
                    new FactsOfTest().sent(60, 0).dead(reason, 8).facts());
            assertThat(few.level()).as("few").isEqualTo(StatusLevel.GOOD);
        }
        GroupStatus unknown = StatusSentence.of(
                new FactsOfTest().sent(60, 0).dead(Reason.OUTCOME_UNKNOWN, 1).facts());
        assertThat(unknown.level()).isEqualTo(StatusLevel.WARN);
        assertThat(unknown.notices().getFirst().section()).isEqualTo("MetronomeOutcomeUnknown");
    }

    @Test
    void tellsAPlannedRestFromAnObstacle() {
        GroupStatus planned =
                StatusSentence.of(new FactsOfTest().instances(3, 0, 0, 2, 1).facts());
        assertThat(planned.level()).isEqualTo(StatusLevel.GOOD);
        assertThat(planned.sentence())
                .startsWith("Not sending now, as planned: every instance with commands waits for its hours");
        assertThat(planned.notices()).hasSize(2);
        GroupStatus mixed =
                StatusSentence.of(new FactsOfTest().instances(3, 1, 1, 3, 0).facts());
        assertThat(mixed.level()).isEqualTo(StatusLevel.WARN);
        assertThat(mixed.sentence())
                .startsWith("Not sending: every instance with commands is held, paused or outside its hours");
    }

    @Test
    void warnsOfHeldInstancesWhereTheyAreMany() {
        assertThat(StatusSentence.of(new FactsOfTest()
                                .sent(9, 0)
                                .instances(99, 1, 1, 0, 0)
                                .facts())
                        .level())
                .isEqualTo(StatusLevel.GOOD);
        assertThat(StatusSentence.of(new FactsOfTest()
                                .sent(9, 0)
                                .instances(10, 1, 0, 0, 0)
                                .facts())
                        .level())
                .isEqualTo(StatusLevel.WARN);
    }

    @Test
    void saysThatNoWorkerHasPartitions() {
        assertThat(StatusSentence.of(new FactsOfTest().serving(0).facts()).sentence())
                .isEqualTo("Not sending: no worker has partitions");
    }

    @Test
    void namesSectionsThatTheRunbookHas() throws Exception {
        String runbook = Files.readString(Path.of("deploy/RUNBOOK.md"));
        Path board = Path.of("src/main/java/io/metronome/observe/board");
        String source = Files.readString(board.resolve("StatusSentence.java"))
                + Files.readString(board.resolve("StatusNotices.java"));
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
            long checkpoint, long sent, long late, long lost, long pending, long active, long held) {
        return new FactsOfTest()
                .checkpoints(checkpoint, checkpoint)
                .sent(sent, late)
                .lost(lost)
                .pending(pending)
                .instances(active, held, 0, 0, 0)
                .facts();
    }
}
