package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Reply;
import io.metronome.sandbox.BrokerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of {@link Remedy}'s table that a real broker can be brought to. */
@Timeout(120)
@Tag("full")
class RemedyIT {
    private static final long PATIENCE_SECONDS = 40;
    /* Longer than the producer's 6 s, shorter than its transaction's 15 s. */
    private static final long AWAY_SECONDS = 8;
    private static final String TOLD = "told";

    private static BrokerProcess broker;
    private LedgerBench bench;
    private Member member;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = BrokerProcess.start(1);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start() throws Exception {
        bench = new LedgerBench(broker.bootstrapServers(), 2);
        member = bench.join();
    }

    @AfterEach
    void stop() {
        broker.thaw();
        bench.close();
    }

    @Test
    void aCommitWithoutAnAnswerIsRepeatedUntilItIsDecided() throws Exception {
        Watched seen = new Watched(once("commitTransaction", producer -> freezeForAWhile()));
        KafkaLedger ledger = ledger(seen);
        CommittedCheckpoint saved = saved(ledger, result(TOLD));
        assertThat(saved.written()).containsExactly(0);
        assertThat(Duration.ofNanos(saved.durationNanos())).isGreaterThan(Duration.ofSeconds(AWAY_SECONDS - 1));
        assertThat(seen.count("commitTransaction")).isGreaterThanOrEqualTo(2);
        assertThat(seen.count("abortTransaction")).isZero();
        assertTold(TOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendOffsetsToTransaction", "flush"})
    void whatHasNoAnswerBeforeTheCommitIsAbortedAndTheWholeIsTriedAgain(String step) throws Exception {
        Watched seen = new Watched(once(step, producer -> freezeForAWhile()));
        KafkaLedger ledger = ledger(seen);
        assertThat(saved(ledger, result(TOLD)).written()).containsExactly(0);
        assertThat(seen.count("abortTransaction")).isGreaterThanOrEqualTo(1);
        assertThat(bench.writers()).hasSize(1);
        assertTold(TOLD);
    }

    /* Watched, since only a busy machine shows what the client does without it. */
    @Test
    void everyRecordIsAcknowledgedBeforeTheCommitIsAskedFor() throws Exception {
        List<String> last = new CopyOnWriteArrayList<>();
        KafkaLedger ledger = ledger(new Watched((step, producer) -> last.add(step)));
        saved(ledger, result(TOLD));
        assertThat(last).endsWith("flush", "commitTransaction");
    }

    @Test
    void aTransactionThatTheCoordinatorEndedIsNotSeenAndAnotherProducerGoesOn() throws Exception {
        Watched seen = new Watched(once("commitTransaction", producer -> awaitTimeOut()));
        KafkaLedger ledger = bench.ledger(seen, Map.of("transaction.timeout.ms", 1_000));
        ledger.standing(member.standing());
        assertThatThrownBy(() -> saved(ledger, result("lost")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerLostException.class);
        assertThat(saved(ledger, result(TOLD)).written()).containsExactly(0);
        assertTold(TOLD);
    }

    @Test
    void aFencedProducerIsReplacedAndNothingOfItsCheckpointIsSeen() throws Exception {
        KafkaLedger ledger = ledger(new Watched((step, producer) -> {}));
        saved(ledger, result("before"));
        bench.admin().fenceProducers(bench.writers()).all().get();
        assertThatThrownBy(() -> saved(ledger, result("lost")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerLostException.class);
        assertThat(saved(ledger, result("after")).written()).containsExactly(0);
        assertThat(bench.writers()).hasSize(2);
        assertTold("before", "after");
    }

    @Test
    void aStaleGenerationIsRefusedUntilTheFreshOneIsKnown() throws Exception {
        Watched seen = new Watched((step, producer) -> {});
        KafkaLedger ledger = ledger(seen);
        Member other = bench.join(member);
        CompletableFuture<CommittedCheckpoint> saving = LedgerBench.save(ledger, result(TOLD));
        await().atMost(PATIENCE_SECONDS, SECONDS).until(() -> seen.count("abortTransaction") >= 2);
        assertThat(saving).isNotDone();
        await().pollInSameThread().atMost(PATIENCE_SECONDS, SECONDS).until(() -> {
            member.poll();
            other.poll();
            return member.standing().owned().size() + other.standing().owned().size() == 2;
        });
        ledger.standing(member.standing());
        boolean isStillOurs = member.standing().owns(0, 100);
        assertThat(saving.get(PATIENCE_SECONDS, SECONDS).written().contains(0)).isEqualTo(isStillOurs);
        assertTold(isStillOurs ? new String[] {TOLD} : new String[0]);
    }

    @Test
    void oneReplyThatIsTooLargeOrWhoseTopicIsGoneNeverStopsTheOthers() throws Exception {
        KafkaLedger ledger = ledger(new Watched((step, producer) -> {}));
        Reply brief = Samples.reply(bench.results(), "brief", null);
        Reply elsewhere = Samples.reply(bench.results(), "elsewhere", null);
        PartitionCheckpoint section = result(
                TOLD,
                Samples.reply(bench.narrow(), "x".repeat(2_000), () -> brief),
                Samples.reply("never.made", "lost", () -> elsewhere),
                Samples.reply("never.made", "a word too many", null));
        assertThat(saved(ledger, section).written()).containsExactly(0);
        assertTold(TOLD, "brief", "elsewhere");
        assertThat(bench.read(bench.narrow())).isEmpty();
        assertThat(bench.writers()).hasSize(1);
    }

    private KafkaLedger ledger(Watched seen) {
        KafkaLedger ledger = bench.ledger(seen, Map.of());
        ledger.standing(member.standing());
        return ledger;
    }

    /* The commit is acknowledged before its markers stand in every topic. */
    private void assertTold(String... values) {
        await().atMost(PATIENCE_SECONDS, SECONDS)
                .untilAsserted(() -> assertThat(bench.read(bench.results())).containsExactlyInAnyOrder(values));
    }

    private PartitionCheckpoint result(String value, Reply... others) {
        Reply[] replies = new Reply[others.length + 1];
        replies[0] = Samples.reply(bench.results(), value, null);
        System.arraycopy(others, 0, replies, 1, others.length);
        return Samples.telling(0, 5, replies);
    }

    private static CommittedCheckpoint saved(KafkaLedger ledger, PartitionCheckpoint section) throws Exception {
        return LedgerBench.save(ledger, section).get(PATIENCE_SECONDS, SECONDS);
    }

    private static BiConsumer<String, Producer<byte[], byte[]>> once(
            String step, Consumer<Producer<byte[], byte[]>> mischief) {
        AtomicBoolean done = new AtomicBoolean();
        return (seen, producer) -> {
            if (seen.equals(step) && done.compareAndSet(false, true)) {
                mischief.accept(producer);
            }
        };
    }

    private void freezeForAWhile() {
        broker.freeze();
        CompletableFuture.delayedExecutor(AWAY_SECONDS, TimeUnit.SECONDS).execute(broker::thaw);
    }

    private void awaitTimeOut() {
        String id = bench.writers().getFirst();
        await().atMost(PATIENCE_SECONDS, SECONDS)
                .until(() -> bench.admin()
                                .describeTransactions(List.of(id))
                                .description(id)
                                .get()
                                .state()
                        == TransactionState.COMPLETE_ABORT);
    }
}
