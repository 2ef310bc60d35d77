package io.metronome.worker;

import static io.metronome.worker.RefusalBench.GOOD;
import static io.metronome.worker.RefusalBench.onWrongPartition;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.RecordHeader;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that one of metronome's own topics refuses while it accepts others: see the package's table. */
@Tag("embedded")
@Timeout(180)
class RefusedRecordsIT {
    @TempDir
    private Path folder;

    static Stream<Arguments> refusedRecords() {
        return RefusedRecord.own().flatMap(row -> Stream.of(Arguments.of(row, 0), Arguments.of(row, GOOD)));
    }

    @Test
    void aResultThatIsRefusedAmongAHundredTakesAnotherForm() throws Exception {
        replaced(RefusedRecord.own().findFirst().orElseThrow(), GOOD);
    }

    @ParameterizedTest(name = "{0}, beside {1} others")
    @MethodSource("refusedRecords")
    @Tag("full")
    void takesAnotherForm(RefusedRecord row, int others) throws Exception {
        replaced(row, others);
    }

    private void replaced(RefusedRecord row, int others) throws Exception {
        try (RefusalBench refusal = new RefusalBench(folder)) {
            WorkerBench bench = refusal.bench();
            String topic = row.topic().apply(bench.topics());
            bench.whileWorking(worker -> {
                refusal.put(TestCommand.status("first", RefusedRecord.WAITING), List.of());
                bench.readAllReplies();
                row.refusal().of(refusal.faults(), topic);
                Position odd = refusal.put(row.command(), refusal.mixed(others));
                bench.readAllReplies();
                row.reply().accept(bench.reply(odd), bench.topics());
                assertThat(RefusalBench.refused(worker, row.target())).isPositive();
                RefusalBench.assertReady(worker);
                refusal.log().assertSaid(row.advice() + topic);
                refusal.assertGoodOn(bench.topics().results());
            });
            refusal.assertAnsweredOnce();
        }
    }

    @Test
    @Tag("full")
    void aResultThatNoFormMakesSmallEnoughEndsAsADeadLetterThatSaysSo() throws Exception {
        try (RefusalBench refusal = new RefusalBench(folder)) {
            WorkerBench bench = refusal.bench();
            RecordHeader elsewhere =
                    RecordHeader.of("kafka_replyTopic", bench.topics().replies());
            bench.whileWorking(worker -> {
                refusal.faults().set(bench.topics().results(), "max.message.bytes", "150");
                List<TestCommand> others = Stream.generate(refusal::good)
                        .limit(GOOD)
                        .map(command -> command.with(elsewhere))
                        .toList();
                Position odd = refusal.put(TestCommand.status("no result", RefusedRecord.INSTANCE), others);
                bench.readAllReplies();
                Received reply = bench.reply(odd);
                assertThat(reply.header("metronome-reason")).isEqualTo("OUTCOME_UNKNOWN");
                assertThat(reply.header("metronome-detail"))
                        .contains("the API accepted it as idMessage", "do not send it again");
                RefusalBench.assertReady(worker);
                refusal.assertGoodOn(bench.topics().replies());
            });
            refusal.assertAnsweredOnce();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    @Tag("full")
    void aCopyThatTheCommandsTopicRefusesEndsAsADeadLetter(
            String name, RefusedRecord.Refusal refused, boolean isOnlyOne) throws Exception {
        try (RefusalBench refusal = new RefusalBench(folder)) {
            WorkerBench bench = refusal.bench();
            TestCommand large = RefusedRecord.large(TestCommand.status("large", RefusedRecord.INSTANCE));
            List<TestCommand> others = Stream.generate(refusal::good)
                    .limit(GOOD)
                    .map(RefusalBench::onWrongPartition)
                    .toList();
            Position odd = refusal.put(onWrongPartition(large), others);
            refused.of(refusal.faults(), bench.topics().commands());
            bench.whileWorking(worker -> {
                bench.readAllReplies();
                Received reply = bench.reply(odd);
                assertThat(reply.header("metronome-reason")).isEqualTo("UNREADABLE");
                assertThat(reply.header("metronome-detail")).contains("cannot be copied to partition");
                long dead = bench.office().replies().stream()
                        .filter(Received::isDeadLetter)
                        .count();
                assertThat(dead).isEqualTo(isOnlyOne ? 1 : GOOD + 1);
                RefusalBench.assertReady(worker);
                assertThat(RefusalBench.refused(worker, "own")).isPositive();
                refusal.log().assertSaid("The topic " + bench.topics().commands() + " refused a reply");
            });
            refusal.assertAnsweredOnce();
        }
    }

    static Stream<Arguments> copies() {
        return Stream.of(
                Arguments.of("too large", RefusedRecord.limit("2000"), true),
                Arguments.of("not permitted", (RefusedRecord.Refusal) TopicFaults::denyWriting, false),
                Arguments.of("too old", RefusedRecord.tooOld(), false));
    }
}
