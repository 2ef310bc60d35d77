package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.CommandRecord;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import io.metronome.sandbox.EmbeddedBroker;
import io.metronome.sandbox.RefusingProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every error code that a produce request may get as the answer to one batch of a checkpoint, from a real broker's port to a real
 * client. Whatever the code means: the checkpoint is written without the record, or with it when the broker relents; and
 * the good records in the same batch are written as they are.
 */
@Tag("embedded")
@Timeout(120)
class AnyErrorIT {
    private static final long PATIENCE_SECONDS = 60;
    private static final long RETRIED_SECONDS = 3;
    private static final long REPLACED_SECONDS = 8;
    private static final int MANY = 100;
    private static final int FEW = 10;
    private static final int ROUND = 1_000;
    /*
     * The client repeats a batch for as long as its time-out, so a short one makes the test short. It is not for refusals
     * that the client does not repeat: a busy machine may need many seconds to divide a batch, and then the topic is blamed.
     * There the records of a partition are one batch. If one of two batches is divided, while the other is on its way, the
     * client may repeat the parts in vain until its time-out (KAFKA-14359).
     */
    private static final Map<String, Object> SHORT =
            Map.of("delivery.timeout.ms", 1_000, "request.timeout.ms", 900, "max.block.ms", 3_000);
    private static final Map<String, Object> LONG = Map.of("delivery.timeout.ms", 60_000, "linger.ms", 20_000);

    private static final RefusingProxy PROXY = RefusingProxy.open();
    private static EmbeddedBroker broker;
    private static LedgerBench bench;
    private static Member member;
    private static int round;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.behind(PROXY);
        bench = new LedgerBench(broker.bootstrapServers(), 1);
        bench.set(bench.narrow(), "max.message.bytes", "1000000");
        member = bench.join();
    }

    @AfterAll
    static void stopBroker() {
        bench.close();
        broker.close();
        PROXY.close();
    }

    @BeforeEach
    void start() {
        round++;
        // It stays in its group only if it polls.
        member.poll();
    }

    @AfterEach
    void stop() {
        PROXY.relent();
    }

    /* Those that a broker, or a proxy of one, may give to a produce request; the client treats all others as one of them. */
    static Stream<Errors> all() {
        return Stream.of(
                Errors.CORRUPT_MESSAGE,
                Errors.UNKNOWN_TOPIC_OR_PARTITION,
                Errors.NOT_LEADER_OR_FOLLOWER,
                Errors.MESSAGE_TOO_LARGE,
                Errors.RECORD_LIST_TOO_LARGE,
                Errors.INVALID_TOPIC_EXCEPTION,
                Errors.NOT_ENOUGH_REPLICAS,
                Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
                Errors.TOPIC_AUTHORIZATION_FAILED,
                Errors.INVALID_TIMESTAMP,
                Errors.UNSUPPORTED_FOR_MESSAGE_FORMAT,
                Errors.POLICY_VIOLATION,
                Errors.KAFKA_STORAGE_ERROR,
                Errors.INVALID_RECORD,
                Errors.THROTTLING_QUOTA_EXCEEDED,
                Errors.UNSTABLE_OFFSET_COMMIT);
    }

    @Test
    void aReplyThatIsRefusedForAReasonThatNobodyForesaw() throws Exception {
        refuseAReply(Errors.UNKNOWN_SERVER_ERROR, MANY);
    }

    @ParameterizedTest
    @MethodSource("all")
    @Tag("full")
    void aReplyThatIsRefusedWithAnyCode(Errors error) throws Exception {
        refuseAReply(error, FEW);
    }

    @ParameterizedTest
    @MethodSource("all")
    @Tag("full")
    void aCommandThatTheLedgerRefusesWithAnyCode(Errors error) throws Exception {
        refuseACommand(error, FEW);
    }

    @Test
    void aCommandThatTheLedgerRefusesForAReasonThatNobodyForesaw() throws Exception {
        refuseACommand(Errors.UNKNOWN_SERVER_ERROR, MANY);
    }

    private void refuseACommand(Errors error, int others) throws Exception {
        List<PendingCommandRecord> waiting = new ArrayList<>();
        for (int i = 0; i <= others; i++) {
            waiting.add(waiting(offset(i), i == others / 2 ? "odd" : "good"));
        }
        PartitionCheckpoint told = Samples.telling(0, offset(ROUND - 1));
        CommittedCheckpoint saved = saved(
                new PartitionCheckpoint(
                        0,
                        100,
                        told.position(),
                        told.header(),
                        waiting,
                        new long[0],
                        List.of(),
                        new long[0],
                        List.of()),
                error);
        assertThat(saved.written()).containsExactly(0);
        List<CommandRecord> restored = bench.restore(0).get(PATIENCE_SECONDS, SECONDS).waiting().stream()
                .map(PendingCommandRecord::commandRecord)
                .filter(record -> record.offset() >= offset(0))
                .toList();
        assertThat(restored).hasSize(others + 1);
        assertThat(restored.stream().filter(record -> record.whyWithoutContent() != null))
                .as("commands that are taken out")
                .allSatisfy(record -> assertThat(record.offset()).isEqualTo(offset(others / 2)));
    }

    private static long offset(int number) {
        return (long) round * ROUND + number;
    }

    private void refuseAReply(Errors error, int others) throws Exception {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            replies.add(keyed(bench.narrow(), round + " good " + i, null));
        }
        Reply instead = keyed(bench.results(), round + " instead", null);
        replies.add(others / 2, keyed(bench.narrow(), round + " odd", instead));
        CommittedCheckpoint saved = saved(Samples.telling(0, offset(0), replies.toArray(Reply[]::new)), error);
        assertThat(saved.written()).containsExactly(0);
        List<String> theirs = bench.read(bench.narrow());
        assertThat(theirs.contains(round + " odd"))
                .as("written, or replaced")
                .isNotEqualTo(bench.read(bench.results()).contains(round + " instead"));
        if (!isOfTheTopic(error)) {
            assertThat(theirs.stream().filter(text -> text.startsWith(round + " good")))
                    .hasSize(others);
        }
    }

    /* A topic that does not answer gets nothing for a while, good or not. */
    private static boolean isOfTheTopic(Errors error) {
        return error.exception() instanceof RetriableException
                || error == Errors.TOPIC_AUTHORIZATION_FAILED
                || error == Errors.INVALID_TOPIC_EXCEPTION;
    }

    /** Saves it while the broker refuses. A checkpoint that waits for the broker, or was given up, makes it relent. */
    private CommittedCheckpoint saved(PartitionCheckpoint section, Errors error) throws Exception {
        // Each its own, so that a topic that one of them leaves alone for a while is tried by the next.
        KafkaLedger ledger = bench.ledger(UnaryOperator.identity(), isOfTheTopic(error) ? SHORT : LONG);
        ledger.standing(member.standing());
        PROXY.refuse("odd", error);
        CompletableFuture<CommittedCheckpoint> saved = LedgerBench.save(ledger, section);
        String outcome = "is replaced";
        try {
            return saved.get(isOfTheTopic(error) ? RETRIED_SECONDS : REPLACED_SECONDS, SECONDS);
        } catch (TimeoutException waits) {
            outcome = "is waited for";
            PROXY.relent();
            return saved.get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException givenUp) {
            outcome = "ends the producer";
            PROXY.relent();
            return LedgerBench.save(ledger, section).get(PATIENCE_SECONDS, SECONDS);
        } finally {
            ledger.close();
            System.out.printf("AnyErrorIT: %s %s%n", error, outcome);
        }
    }

    private static Reply keyed(String topic, String value, @Nullable Reply instead) {
        return new Reply(
                topic, null, new byte[] {1}, value.getBytes(UTF_8), List.of(), instead == null ? null : () -> instead);
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
}
