package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class KafkaLedgerTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final KafkaLedger ledger = new KafkaLedger(
            Samples.SETTINGS,
            Set.of("results", "dead", "ledger"),
            this::writer,
            (p, ours, memory) -> Mono.empty(),
            LedgerListener.NONE,
            time,
            time.createWorker());
    private @Nullable CommittedCheckpoint saved;
    private boolean done;
    private @Nullable Throwable failure;

    @Test
    void writesACheckpointAndTellsWhenItBegan() {
        ledger.standing(Samples.standing(7, 3));
        time.advanceTimeBy(Duration.ofSeconds(5));
        save(Samples.telling(3, 42, Samples.reply("results", "told", null)));
        assertThat(result().begunAt()).isEqualTo(SECONDS.toNanos(5));
        assertThat(result().written()).containsExactly(3);
        assertThat(result().headerTimes()).containsOnlyKeys(3);
        assertThat(topics(0)).containsExactly("results", "ledger");
    }

    @Test
    void dropsSectionsOfPartitionsThatAreNotOwnedAnyMore() {
        ledger.standing(Samples.standing(7, 3));
        PartitionCheckpoint formerOwnership = new PartitionCheckpoint(
                4,
                1,
                9,
                null,
                List.of(),
                new long[0],
                List.of(),
                new long[0],
                List.of(Samples.reply("results", "a second reply", null)));
        save(Samples.telling(3, 42), formerOwnership);
        assertThat(result().written()).containsExactly(3);
        assertThat(topics(0)).containsExactly("ledger");
        assertThat(producers.getFirst().consumerGroupOffsetsHistory().getFirst().get("group"))
                .containsOnlyKeys(new TopicPartition("commands", 3));
    }

    @Test
    void aCheckpointOfNothingThatIsOursWritesNothingAndProvesNothing() {
        ledger.standing(Samples.standing(7, 5));
        save(Samples.telling(3, 42));
        assertThat(done).isTrue();
        assertThat(saved).as("nothing is written").isNull();
        assertThat(producers).isEmpty();
    }

    @Test
    void waitsWhileWeAreNoMember() {
        ledger.standing(Samples.standing(-1, 3));
        save(Samples.telling(3, 42));
        time.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(saved).isNull();
        assertThat(producers).isEmpty();
        ledger.standing(Samples.standing(8, 3));
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(result().written()).containsExactly(3);
    }

    @Test
    void abortsAndTriesAgainWithAFreshStanding() {
        ledger.standing(Samples.standing(7, 3, 4));
        primed().sendOffsetsToTransactionException = new TimeoutException("away");
        save(Samples.telling(3, 42), Samples.telling(4, 9));
        assertThat(saved).isNull();
        assertThat(producers.getFirst().transactionAborted()).isTrue();
        producers.getFirst().sendOffsetsToTransactionException = null;
        ledger.standing(Samples.standing(8, 4));
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(result().written()).containsExactly(4);
        assertThat(result().begunAt()).isPositive();
        assertThat(producers).hasSize(1);
    }

    @Test
    void repeatsACommitThatNobodyAnswered() {
        ledger.standing(Samples.standing(7, 3));
        primed().commitTransactionException = new TimeoutException("no word");
        save(Samples.telling(3, 42));
        time.advanceTimeBy(Duration.ofSeconds(25));
        assertThat(saved).isNull();
        assertThat(producers.getFirst().transactionAborted()).isFalse();
        producers.getFirst().commitTransactionException = null;
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(result().begunAt()).isZero();
        assertThat(result().durationNanos()).isGreaterThanOrEqualTo(SECONDS.toNanos(25));
        assertThat(producers.getFirst().consumerGroupOffsetsHistory()).hasSize(1);
    }

    @Test
    void aCheckpointThatKafkaDoesNotAnswerEndsQuietlyWithTheLedger() {
        ledger.standing(Samples.standing(7, 3));
        primed().commitTransactionException = new TimeoutException("no word");
        save(Samples.telling(3, 42));
        ledger.close();
        time.advanceTimeBy(Duration.ofSeconds(25));
        assertThat(failure).as("no fault of the ledger").isNull();
        assertThat(saved).isNull();
        assertThat(done).isTrue();
        assertThat(producers).hasSize(1);
    }

    @Test
    void aProducerThatCannotEndItsTransactionForAnOldTopicIsReplaced() {
        ledger.standing(Samples.standing(7, 3));
        primed = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized void sendOffsetsToTransaction(
                    Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
                throw new TimeoutException("an unknown topic id");
            }

            @Override
            public synchronized void abortTransaction() {
                throw new TimeoutException("the commit of the offsets is repeated before");
            }
        };
        save(Samples.telling(3, 42));
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(saved).as("nobody knows of another topic").isNull();
        assertThat(producers).hasSize(1);
        ledger.commandsTopicIsNew();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(result().written()).containsExactly(3);
        assertThat(producers).hasSize(2);
        assertThat(producers.getFirst().closed()).isTrue();
    }

    @Test
    void aFencedProducerIsReplacedAndWhatItHeldIsUndecided() {
        ledger.standing(Samples.standing(7, 3));
        primed().commitTransactionException = new ProducerFencedException("fenced");
        save(Samples.telling(3, 42));
        assertThat(failure).isInstanceOf(LedgerLostException.class);
        assertThat(producers.getFirst().closed()).isTrue();
        save(Samples.telling(3, 42));
        assertThat(result().written()).containsExactly(3);
        assertThat(producers).hasSize(2);
    }

    @Test
    void aProducerThatIsGivenUpEndsItsTransaction() {
        ledger.standing(Samples.standing(7, 3));
        primed().commitTransactionException = new TransactionalIdAuthorizationException("denied");
        save(Samples.telling(3, 42));
        assertThat(failure).isInstanceOf(LedgerLostException.class);
        assertThat(producers.getFirst().transactionAborted()).isTrue();
    }

    @Test
    void whateverHappensWhoeverAskedIsAnswered() {
        ledger.standing(Samples.standing(7, 3));
        primed = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized void flush() {}

            @Override
            public synchronized void commitTransaction() {}
        };
        save(Samples.telling(3, 42));
        assertThat(failure)
                .as("a commit that does not hold its records")
                .isInstanceOf(LedgerLostException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        save(Samples.telling(3, 42));
        assertThat(result().written()).containsExactly(3);
    }

    @Test
    void aProducerThatCannotStartIsReplacedUntilOneCan() {
        ledger.standing(Samples.standing(7, 3));
        MockProducer<byte[], byte[]> first = primed();
        first.initTransactionException = new TimeoutException("away");
        save(Samples.telling(3, 42));
        assertThat(saved).isNull();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(result().written()).containsExactly(3);
        assertThat(first.closed()).isTrue();
    }

    private void save(PartitionCheckpoint... sections) {
        saved = null;
        done = false;
        failure = null;
        ledger.save(new Checkpoint(List.of(sections)))
                .subscribe(committed -> saved = committed, error -> failure = error, () -> done = true);
        time.advanceTimeBy(Duration.ZERO);
    }

    private CommittedCheckpoint result() {
        return Objects.requireNonNull(saved, "not saved yet");
    }

    private MockProducer<byte[], byte[]> writer(String transactionalId) {
        MockProducer<byte[], byte[]> next = primed == null ? new Refusing(null) : primed;
        primed = null;
        producers.add(next);
        return next;
    }

    private @Nullable MockProducer<byte[], byte[]> primed;

    private MockProducer<byte[], byte[]> primed() {
        MockProducer<byte[], byte[]> next = new Refusing(null);
        primed = next;
        return next;
    }

    private List<String> topics(int producer) {
        return producers.get(producer).history().stream()
                .map(ProducerRecord::topic)
                .toList();
    }
}
