package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.RecordHeader;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One reply that Kafka will not take never holds up the checkpoint of all. */
class PoisonIT {
    private static final String NARROW = "narrow";
    private static final String COMPACTED = "compacted";
    private static final String DOOMED = "doomed";
    private static final String SHOP = Accounts.id(1);
    private static final String BUSY = Accounts.id(2);
    private static final String ASKING = Accounts.id(3);
    private static final String TRACE = "0".repeat(500);
    private static final int EACH = 24;
    private static final int LARGE = 5_000;

    @TempDir
    private Path folder;

    @Test
    @Tag("full")
    void repliesThatCannotBeWrittenAreSaidOtherwiseAndTheRestGoesOn() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(3)).partitions(2).replyingTo(NARROW, DOOMED);
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            String doomed = bench.topics().of(DOOMED);
            make(bench, bench.topics().of(NARROW), "400");
            make(bench, doomed, "1000000");
            List<Position> asking = bench.office().put(many(ASKING, doomed));
            bench.office().put(many(BUSY, ""));
            List<Position> odd = new ArrayList<>();
            bench.whileWorking(worker -> {
                limit(bench, bench.topics().deadLetters(), "2000");
                odd.addAll(bench.office().put(odd(bench.topics().of(NARROW))));
                bench.readUntil(() -> bench.api().calls(ASKING).size() >= 4);
                bench.admin().deleteTopics(List.of(doomed)).all().get();
                bench.readUntil(() ->
                        isAnswered(bench, odd) && bench.api().calls(ASKING).size() == EACH);
                bench.readUntil(() -> isAnswered(bench, List.of(asking.getLast())));
                bench.readUntil(() -> busy(bench) == EACH);
            });
            Received dead = bench.reply(odd.getFirst());
            assertThat(dead.value())
                    .as("the value of a dead letter that is too large")
                    .isNull();
            assertThat(dead.header("metronome-value-length")).isEqualTo(Integer.toString(LARGE));
            assertThat(dead.header("metronome-value-sha256")).hasSize(64);
            assertThat(bench.reply(odd.get(1)).topic()).isEqualTo(bench.topics().results());
            assertThat(bench.reply(odd.get(1)).header("traceparent")).isEqualTo(TRACE);
            assertThat(Duration.ofMillis(longestPause(bench)))
                    .as("the longest that a neighbour was kept waiting")
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(bench.repeatsWithoutCause()).as("repeated calls").isZero();
        }
    }

    @Test
    @Tag("full")
    void aReplyThatItsTopicRefusesAndACommandThatTheLedgerCannotHoldStopNobody() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(3)).partitions(2).replyingTo(COMPACTED);
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            String compacted = bench.topics().of(COMPACTED);
            NewTopic made = new NewTopic(compacted, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            bench.admin().createTopics(List.of(made)).all().get();
            bench.whileWorking(worker -> {
                TestCommand keyless = TestCommand.junk(null, "{}".getBytes(UTF_8))
                        .with(RecordHeader.of("kafka_replyTopic", compacted));
                TestCommand manyHeaders = TestCommand.status("many headers", SHOP)
                        .with(Collections.nCopies(200_000, RecordHeader.of("a", "")));
                List<Position> odd = bench.office().put(List.of(keyless, manyHeaders));
                bench.office().put(many(BUSY, ""));
                bench.readUntil(() -> isAnswered(bench, odd) && busy(bench) == EACH);
                assertThat(bench.reply(odd.getLast()).header("metronome-reason"))
                        .isEqualTo("UNREADABLE");
                assertThat(Metrics.sum(worker.url(), "metronome_refused_records_total{topic=\"reply\""))
                        .isEqualTo(1);
                assertThat(Metrics.sum(worker.url(), "metronome_lost_replies_total"))
                        .isZero();
                Pages.awaitReady(worker.url());
            });
            assertThat(Duration.ofMillis(longestPause(bench)))
                    .as("the longest that a neighbour was kept waiting")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(bench.api().repeated()).as("repeated calls").isZero();
        }
    }

    @Test
    @Tag("full")
    void aLedgerThatAcceptsNoLargeCommandEndsItAsADeadLetter() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(3)).partitions(2).ownDelay(SHOP, "1m");
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            bench.whileWorking(worker -> {
                limit(bench, bench.topics().ledger(), "1000");
                bench.office().put(List.of(TestCommand.status("goes at once", SHOP)));
                List<Position> large = bench.office()
                        .put(List.of(
                                TestCommand.status("waits", SHOP).with(RecordHeader.of("traceparent", noise(LARGE)))));
                bench.office().put(many(BUSY, ""));
                bench.readUntil(() -> isAnswered(bench, large) && busy(bench) == EACH);
                assertThat(bench.reply(large.getFirst()).header("metronome-detail"))
                        .contains(
                                "bytes",
                                "Raise max.message.bytes of the topic "
                                        + bench.topics().ledger());
                assertThat(Metrics.sum(worker.url(), "metronome_refused_records_total{topic=\"ledger\""))
                        .isPositive();
            });
        }
    }

    private static String noise(int length) {
        StringBuilder noise = new StringBuilder();
        new Random(7).ints(length, 'a', 'z').forEach(letter -> noise.append((char) letter));
        return noise.toString();
    }

    @Test
    void recordsThatTheLedgerWouldRefuseAreNotLetInByConfiguration() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(1)).configured("intake: {max-record-bytes: 4MB}");
        try (WorkerBench bench = new WorkerBench(folder, setting);
                ChildWorker worker = bench.child()) {
            assertThat(worker.awaitEnd()).as("exit code").isEqualTo(1);
            assertThat(worker.err()).contains(bench.topics().ledger() + ": max.message.bytes is", "at least 4259840");
        }
    }

    /** One whose dead letter is too large for its topic, and one whose result is too large for the topic it named. */
    private static List<TestCommand> odd(String narrowTopic) {
        byte[] junk = new byte[LARGE];
        new Random(7).nextBytes(junk);
        TestCommand narrow = TestCommand.status("narrow", SHOP)
                .with(RecordHeader.of("kafka_replyTopic", narrowTopic))
                .with(RecordHeader.of("traceparent", TRACE));
        return List.of(TestCommand.junk(SHOP.getBytes(UTF_8), junk), narrow);
    }

    private static List<TestCommand> many(String instance, String replyTopic) {
        List<TestCommand> posts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            TestCommand post = TestCommand.status(instance + " " + i, instance);
            posts.add(replyTopic.isEmpty() ? post : post.with(RecordHeader.of("kafka_replyTopic", replyTopic)));
        }
        return posts;
    }

    private static boolean isAnswered(WorkerBench bench, List<Position> places) {
        List<Position> answered =
                bench.office().replies().stream().map(Received::source).toList();
        return answered.containsAll(places);
    }

    private static long busy(WorkerBench bench) {
        return bench.office().replies().stream()
                .filter(reply -> reply.key() != null && BUSY.equals(new String(reply.key(), UTF_8)))
                .count();
    }

    private static long longestPause(WorkerBench bench) {
        return Pauses.longest(bench.api().calls(BUSY)).toMillis();
    }

    private static void make(WorkerBench bench, String topic, String bytes) throws Exception {
        NewTopic made = new NewTopic(topic, 1, (short) 1).configs(Map.of("max.message.bytes", bytes));
        bench.admin().createTopics(List.of(made)).all().get();
    }

    private static void limit(WorkerBench bench, String topic, String bytes) throws Exception {
        Collection<AlterConfigOp> ops =
                List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET));
        bench.admin()
                .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), ops))
                .all()
                .get();
    }
}
