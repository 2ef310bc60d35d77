package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.metronome.container.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transaction that its owner left open: ended if, and only if, the owner has left the group. */
@Timeout(120)
@Tag("full")
class HangingTransactionsIT {
    private static final long SOON_SECONDS = 60;
    /* So long that only a fence, and no time-out of the coordinator, can end a transaction here. */
    private static final Map<String, Object> PATIENT = Map.of("transaction.timeout.ms", 600_000);

    @Test
    void isFencedWhenItsOwnerHasLeftAlsoByTheSecondOneThatTakesOver() throws Exception {
        try (LedgerBench bench = new LedgerBench(Brokers.shared().bootstrapServers(), 1)) {
            Producer<byte[], byte[]> stopped;
            try (Member first = bench.join()) {
                stopped = stoppedInTheMiddle(bench, first);
            }
            Producer<byte[], byte[]> alsoStopped;
            try (Member second = bench.join()) {
                long start = System.nanoTime();
                assertThat(bench.restore(0).get(SOON_SECONDS, SECONDS).position())
                        .isEqualTo(5);
                tell("a hanging transaction was ended and restored behind within", start);
                // It is stopped before a header of its own is committed: the last one is the first owner's.
                alsoStopped = stoppedAtTheBeginning(bench, second);
            }
            Member third = bench.join();
            Restored restored = bench.restore(0).get(SOON_SECONDS, SECONDS);
            assertThat(restored.position()).isEqualTo(5);
            assertThat(restored.waiting()).isEmpty();
            assertThat(restored.end()).isInstanceOf(Restored.OwnershipEnd.Unclean.class);
            assertThatThrownBy(stopped::commitTransaction).isInstanceOf(ProducerFencedException.class);
            assertThatThrownBy(alsoStopped::commitTransaction).isInstanceOf(ProducerFencedException.class);
            assertThat(bench.read(bench.results())).isEmpty();
            KafkaLedger ledger = bench.ledger(UnaryOperator.identity(), Map.of());
            ledger.standing(third.standing());
            assertThat(LedgerBench.save(ledger, Samples.telling(0, 7))
                            .get(SOON_SECONDS, SECONDS)
                            .written())
                    .containsExactly(0);
            assertThat(bench.restore(0).get(SOON_SECONDS, SECONDS).position()).isEqualTo(7);
        }
    }

    @Test
    void isLeftAloneWhileItsOwnerIsAlive() throws Exception {
        try (LedgerBench bench = new LedgerBench(Brokers.shared().bootstrapServers(), 2)) {
            Member slow = bench.join();
            Producer<byte[], byte[]> open = stoppedInTheMiddle(bench, slow);
            Member taker = bench.join(slow);
            CompletableFuture<Restored> restored = bench.restore(0);
            await().pollInSameThread()
                    .during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(SOON_SECONDS))
                    .until(() -> {
                        slow.poll();
                        taker.poll();
                        return !restored.isDone() && state(bench, id(slow)) == TransactionState.ONGOING;
                    });
            open.commitTransaction();
            assertThat(restored.get(SOON_SECONDS, SECONDS).position()).isEqualTo(9);
            open.beginTransaction();
            open.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(bench.commands(), 1), new OffsetAndMetadata(1)),
                    slow.standing().member());
            open.commitTransaction();
        }
    }

    /** A checkpoint of that member, and then half a transaction by the same producer. */
    private static Producer<byte[], byte[]> stoppedInTheMiddle(LedgerBench bench, Member member) throws Exception {
        GroupMembership standing = member.standing();
        CheckpointRecords records = new CheckpointRecords(bench.settings(), System::nanoTime);
        records.writer(id(member));
        Producer<byte[], byte[]> producer = bench.producer(id(member), PATIENT);
        producer.initTransactions();
        Transaction whole = new Transaction(producer, bench.settings(), Set.of(), new DoubtfulRecords());
        whole.write(List.of(Samples.telling(0, 5)), standing, records);
        producer.flush();
        producer.commitTransaction();
        half(producer, bench, standing, records, 9);
        return producer;
    }

    /** Half a transaction, which is the first thing that the member writes at all. */
    private static Producer<byte[], byte[]> stoppedAtTheBeginning(LedgerBench bench, Member member) {
        CheckpointRecords records = new CheckpointRecords(bench.settings(), System::nanoTime);
        records.writer(id(member));
        Producer<byte[], byte[]> producer = bench.producer(id(member), PATIENT);
        producer.initTransactions();
        half(producer, bench, member.standing(), records, 6);
        return producer;
    }

    private static void half(
            Producer<byte[], byte[]> producer,
            LedgerBench bench,
            GroupMembership standing,
            CheckpointRecords records,
            long position) {
        Transaction half = new Transaction(producer, bench.settings(), Set.of(), new DoubtfulRecords());
        PartitionCheckpoint section = Samples.telling(0, position, Samples.reply(bench.results(), "half", null));
        half.write(List.of(section), standing, records);
        producer.flush();
    }

    private static String id(Member member) {
        ConsumerGroupMetadata own = member.standing().member();
        return TransactionalIds.ofGroup(own.groupId()).of(own.memberId(), 1);
    }

    private static TransactionState state(LedgerBench bench, String id) throws Exception {
        return bench.admin()
                .describeTransactions(List.of(id))
                .description(id)
                .get()
                .state();
    }

    private static void tell(String what, long since) {
        System.out.printf("HangingTransactionsIT: %s %,d ms%n", what, (System.nanoTime() - since) / 1_000_000);
    }
}
