package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.RecordHeader;
import io.metronome.guarantee.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reply topics that refuse what producers asked for, each in another way: see the package's table. */
@Tag("embedded")
@Timeout(180)
class RefusedRepliesIT {
    @TempDir
    private Path folder;

    /**
     * A reply topic.
     *
     * @param settings with which it is made
     * @param fault what becomes of it when the commands were read
     * @param advice what the log says
     */
    record ReplyTopic(String name, Map<String, String> settings, RefusedRecord.Refusal fault, String advice) {
        static ReplyTopic of(String name, String setting, String value, String advice) {
            return new ReplyTopic(name, Map.of(setting, value), (faults, topic) -> {}, advice);
        }

        static ReplyTopic changing(String name, RefusedRecord.Refusal fault, String advice) {
            return new ReplyTopic(name, Map.of(), fault, advice);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void goToTheResultsTopicAtOnce() throws Exception {
        refused(atOnce().toList(), RefusalBench.GOOD);
    }

    @Test
    @Tag("full")
    void goToTheResultsTopicWhenTheirTopicDoesNotAnswer() throws Exception {
        refused(afterAWhile().toList(), RefusalBench.GOOD);
    }

    /** Its checkpoint has nothing else that could tell whether the topic is to blame, or the record, or the connection. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @Tag("full")
    void goesToTheResultsTopicWithoutOthersBesideIt(ReplyTopic only) throws Exception {
        refused(List.of(only), 0);
    }

    static Stream<ReplyTopic> all() {
        return Stream.concat(atOnce(), afterAWhile());
    }

    private static Stream<ReplyTopic> atOnce() {
        return Stream.of(
                ReplyTopic.of("narrow", "max.message.bytes", "150", "Raise max.message.bytes of the topic "),
                ReplyTopic.of(
                        "late",
                        "message.timestamp.before.max.ms",
                        "1000",
                        "Compare this host's clock with the broker's"),
                ReplyTopic.changing(
                        "denied", TopicFaults::denyWriting, "Allow the worker's user to write to the topic "));
    }

    private static Stream<ReplyTopic> afterAWhile() {
        return Stream.of(
                ReplyTopic.changing("missing", TopicFaults::delete, "Create the topic "),
                ReplyTopic.changing("hidden", TopicFaults::hide, "Allow the worker's user to write to the topic "));
    }

    private void refused(List<ReplyTopic> replyTopics, int others) throws Exception {
        try (RefusalBench refusal = new RefusalBench(
                folder, replyTopics.stream().map(ReplyTopic::name).toArray(String[]::new))) {
            WorkerBench bench = refusal.bench();
            for (ReplyTopic one : replyTopics) {
                refusal.faults().create(bench.topics().of(one.name()), one.settings());
            }
            bench.whileWorking(worker -> {
                // The first is answered. The others wait for their turns, two seconds each, while their topics change.
                List<TestCommand> asking = new ArrayList<>();
                asking.add(TestCommand.status("first", RefusedRecord.INSTANCE));
                asking.add(TestCommand.status("second", RefusedRecord.INSTANCE));
                for (ReplyTopic one : replyTopics) {
                    asking.add(answeredAt(
                            bench.topics().of(one.name()),
                            TestCommand.status("to " + one.name(), RefusedRecord.INSTANCE)));
                }
                List<Position> places = bench.office().put(asking);
                bench.readReplies(1);
                for (ReplyTopic one : replyTopics) {
                    String topic = bench.topics().of(one.name());
                    one.fault().of(refusal.faults(), topic);
                    bench.office().put(List.of(answeredAt(topic, TestCommand.junk(null, "{}".getBytes(UTF_8)))));
                }
                refusal.put(
                        TestCommand.status("last", RefusedRecord.INSTANCE),
                        Stream.generate(refusal::good).limit(others).toList());
                bench.readAllReplies();
                for (int i = 0; i < replyTopics.size(); i++) {
                    String topic = bench.topics().of(replyTopics.get(i).name());
                    assertThat(bench.reply(places.get(i + 2)).topic())
                            .as(topic)
                            .isEqualTo(bench.topics().results());
                    refusal.log().assertSaid(topic, replyTopics.get(i).advice());
                }
                assertThat(RefusalBench.refused(worker, "reply")).isPositive();
                RefusalBench.assertReady(worker);
                refusal.assertGoodOn(bench.topics().results());
            });
            refusal.assertAnsweredOnce();
        }
    }

    private static TestCommand answeredAt(String topic, TestCommand command) {
        return command.with(RecordHeader.of("kafka_replyTopic", topic));
    }
}
