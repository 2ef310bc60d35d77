package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.CommandRecord;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import io.metronome.container.Brokers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that a real broker refuses: each is taken out, alone or among a hundred others, which are written. */
@Timeout(120)
class RefusalsIT {
    private static final long PATIENCE_SECONDS = 40;
    private static final int LARGE = 2_000;

    private LedgerBench bench;
    private KafkaLedger ledger;

    @BeforeEach
    void start() throws Exception {
        bench = new LedgerBench(Brokers.shared().bootstrapServers(), 1);
        Member member = bench.join();
        ledger = bench.ledger(UnaryOperator.identity(), Map.of());
        ledger.standing(member.standing());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "max.message.bytes, 500, 0",
        "max.message.bytes, 500, 100",
        "cleanup.policy, compact, 0",
        "cleanup.policy, compact, 100",
    })
    @Tag("full")
    void aReplyThatItsTopicRefuses(String setting, String value, int others) throws Exception {
        for (String topic : List.of(bench.narrow(), bench.results())) {
            bench.set(topic, setting, value);
            boolean isTooLarge = setting.equals("max.message.bytes");
            String content = isTooLarge ? noise(LARGE) : "without a key";
            Reply instead = keyed(bench.results(), "instead of one on " + topic);
            List<Reply> replies = good(topic, others);
            replies.add(
                    others / 2,
                    new Reply(
                            topic,
                            null,
                            isTooLarge ? new byte[] {1} : null,
                            content.getBytes(UTF_8),
                            List.of(),
                            () -> instead));
            PartitionCheckpoint section = Samples.telling(0, 5, replies.toArray(Reply[]::new));
            LedgerBench.save(ledger, section).get(PATIENCE_SECONDS, SECONDS);
            await().atMost(PATIENCE_SECONDS, SECONDS).untilAsserted(() -> {
                assertThat(bench.read(topic)).doesNotContain(content);
                assertThat(bench.read(topic).stream().filter(text -> text.startsWith(topic + " takes")))
                        .hasSize(others);
                assertThat(bench.read(bench.results())).contains("instead of one on " + topic);
            });
        }
        assertThat(bench.writers()).as("producers that were needed").hasSize(1);
        assertThat(ledger.trouble()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aCommandThatTheLedgerRefuses(int others) throws Exception {
        bench.set(bench.ledger(), "max.message.bytes", "1000");
        List<PendingCommandRecord> waiting = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            waiting.add(waiting(i, "small " + i));
        }
        waiting.add(waiting(others, noise(LARGE)));
        PartitionCheckpoint told = Samples.telling(0, 500);
        CommittedCheckpoint saved = LedgerBench.save(
                        ledger,
                        new PartitionCheckpoint(
                                0, 100, 500, told.header(), waiting, new long[0], List.of(), new long[0], List.of()))
                .get(PATIENCE_SECONDS, SECONDS);
        assertThat(saved.unwritable())
                .singleElement()
                .satisfies(command -> assertThat(command.offset()).isEqualTo(others));
        Restored restored = bench.restore(0).get(PATIENCE_SECONDS, SECONDS);
        assertThat(restored.waiting()).hasSize(others + 1);
        assertThat(restored.waiting().getLast().commandRecord().whyWithoutContent())
                .contains("Raise max.message.bytes of the topic " + bench.ledger());
        assertThat(restored.waiting().stream().filter(one -> one.commandRecord().whyWithoutContent() != null))
                .hasSize(1);
    }

    private static List<Reply> good(String topic, int count) {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(keyed(topic, topic + " takes " + i));
        }
        return replies;
    }

    private static Reply keyed(String topic, String value) {
        return new Reply(topic, null, new byte[] {1}, value.getBytes(UTF_8), List.of(), null);
    }

    private static PendingCommandRecord waiting(long offset, String value) {
        CommandRecord record = new CommandRecord(
                "commands",
                0,
                offset,
                99,
                "key".getBytes(UTF_8),
                value.getBytes(UTF_8),
                List.of(),
                new Source("commands", 0, offset, 99));
        return new PendingCommandRecord(record, 5, 0, 0, 0, false, false);
    }

    private static String noise(int length) {
        StringBuilder noise = new StringBuilder();
        new Random(7).ints(length, '!', '~').forEach(letter -> noise.append((char) letter));
        return noise.toString();
    }
}
