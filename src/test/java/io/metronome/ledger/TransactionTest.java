package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.metronome.command.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Transaction transaction = new Transaction(
            producer, Samples.SETTINGS, Set.of("results", "dead", "ledger", "commands"), new DoubtfulRecords());
    private final CheckpointRecords records = new CheckpointRecords(Samples.SETTINGS, () -> 0);

    TransactionTest() {
        producer.initTransactions();
    }

    @Test
    void offsetsGoBeforeAnyRecord() {
        producer.sendOffsetsToTransactionException = new IllegalStateException("an old generation");
        assertThat(catchThrowable(() -> write(told("results")))).hasMessage("an old generation");
        assertThat(producer.history()).isEmpty();
        assertThat(producer.uncommittedRecords()).isEmpty();
    }

    @Test
    void everySectionConfirmsItsPosition() {
        write(told("results"), Samples.section(4, 9, null));
        finish();
        assertThat(producer.consumerGroupOffsetsHistory())
                .containsExactly(Map.of(
                        "group",
                        Map.of(
                                new TopicPartition("commands", 3), new OffsetAndMetadata(42),
                                new TopicPartition("commands", 4), new OffsetAndMetadata(9))));
    }

    @Test
    void repliesGoOutWithTheirHeadersAndTheLedgersRecordsBehindThem() {
        write(told("results"));
        finish();
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("results", "ledger");
        ProducerRecord<byte[], byte[]> result = producer.history().getFirst();
        assertThat(result.value()).isEqualTo("told".getBytes(UTF_8));
        assertThat(result.headers().lastHeader("a").value()).isEqualTo("b".getBytes(UTF_8));
        ProducerRecord<byte[], byte[]> header = producer.history().getLast();
        assertThat(header.partition()).isEqualTo(3);
        assertThat(Key.decode(header.key())).isEqualTo(new Key.HeaderKey());
        assertThat(transaction.headerTimes()).containsOnlyKeys(3);
    }

    @Test
    void collectsWhatABrokerRefusesForItsSize() {
        Reply tooLarge = Samples.reply("results", "large", null);
        write(Samples.telling(3, 42, tooLarge));
        producer.errorNext(new RecordTooLargeException("no"));
        assertThat(transaction.refused())
                .extracting(Transaction.RefusedReply::reply)
                .containsExactly(tooLarge);
    }

    @Test
    void collectsWhatAForeignTopicRefuses() {
        Reply theirs = Samples.reply("theirs", "x", null);
        for (RuntimeException refusal :
                List.of(new TopicAuthorizationException("theirs"), new TimeoutException("not there"))) {
            Transaction again = new Transaction(producer, Samples.SETTINGS, Set.of("results"), new DoubtfulRecords());
            again.write(List.of(Samples.telling(3, 42, theirs)), Samples.standing(7, 3), records);
            producer.errorNext(refusal);
            assertThat(again.refused())
                    .extracting(Transaction.RefusedReply::reply)
                    .containsExactly(theirs);
            producer.abortTransaction();
        }
    }

    @Test
    void sendsNothingMoreToATopicThatIsNotThere() {
        Reply first = Samples.reply("theirs", "first", null);
        Reply second = Samples.reply("theirs", "second", null);
        write(Samples.telling(3, 42, first));
        producer.errorNext(new TimeoutException("not there"));
        assertThat(transaction.closed()).containsExactly("theirs");
        producer.abortTransaction();
        write(Samples.telling(3, 42, second));
        assertThat(transaction.refused())
                .extracting(Transaction.RefusedReply::reply)
                .containsExactly(first, second);
    }

    @Test
    void goesOnWithATopicThatFoundOneRecordTooLarge() {
        write(Samples.telling(3, 42, Samples.reply("theirs", "large", null)));
        producer.errorNext(new RecordTooLargeException("no"));
        assertThat(transaction.closed()).isEmpty();
    }

    @Test
    void doesNotBlameARecordForABrokerThatIsAway() {
        write(told("results"));
        producer.errorNext(new TimeoutException("away"));
        assertThat(transaction.refused()).isEmpty();
    }

    @Test
    void anOwnTopicThatIsMissingBlocksTheCheckpointAndIsNotWaitedForAgain() {
        Exception missing = new TimeoutException("not present", new UnknownTopicOrPartitionException("no such topic"));
        Reply[] two = {Samples.reply("results", "x", null), Samples.reply("results", "y", null)};
        MockProducer<byte[], byte[]> waiting = new Refusing("x", (RuntimeException) missing);
        waiting.initTransactions();
        Transaction tried =
                new Transaction(waiting, Samples.SETTINGS, Set.of("results", "dead", "ledger"), new DoubtfulRecords());
        assertThat(catchThrowable(
                        () -> tried.write(List.of(Samples.telling(3, 42, two)), Samples.standing(7, 3), records)))
                .hasCause(missing);
        assertThat(tried.blocked()).isEqualTo(new Transaction.Blocked("results", missing));
        assertThat(tried.refused()).isEmpty();
        assertThat(RefusalAdvice.of("results", missing)).endsWith("Create the topic results");
    }

    @Test
    void theErrorOfOneRecordThatOthersGetTooBlamesNone() {
        Reply large = Samples.reply("theirs", "large", null);
        Reply neighbour = Samples.reply("results", "small", null);
        write(Samples.telling(3, 42, large, neighbour));
        RuntimeException tooLarge = new RecordTooLargeException("x");
        producer.errorNext(tooLarge);
        producer.errorNext(tooLarge);
        producer.errorNext(tooLarge);
        assertThat(transaction.refused())
                .containsExactly(
                        new Transaction.RefusedReply(large, tooLarge, false),
                        new Transaction.RefusedReply(neighbour, tooLarge, true));
        assertThat(transaction.blocked()).as("the ledger's header").isNull();
    }

    @Test
    void aClockThatIsWrongIsNoRecordsFault() {
        write(told("results"));
        producer.errorNext(new InvalidTimestampException("too old"));
        assertThat(transaction.refused()).isEmpty();
        assertThat(transaction.blocked()).isNotNull();
    }

    @Test
    void aCopyThatIsTooOldForTheCommandsTopicHasAnotherForm() {
        Reply copy = Samples.reply("commands", "copy", null);
        write(Samples.telling(3, 42, copy));
        producer.errorNext(new InvalidTimestampException("too old"));
        assertThat(transaction.refused())
                .extracting(Transaction.RefusedReply::reply)
                .containsExactly(copy);
        assertThat(transaction.closed()).isEmpty();
        assertThat(transaction.blocked()).isNull();
    }

    @Test
    void blamesATopicOfOthersWhoseReplicasAreMissing() {
        Reply theirs = Samples.reply("theirs", "x", null);
        write(Samples.telling(3, 42, theirs));
        producer.errorNext(new NotEnoughReplicasException("later"));
        assertThat(transaction.refused())
                .extracting(Transaction.RefusedReply::reply)
                .containsExactly(theirs);
        assertThat(transaction.closed()).containsExactly("theirs");
        assertThat(transaction.blocked()).isNull();
    }

    @Test
    void anOwnTopicThatMayNotBeWrittenIsNoRecordsFault() {
        write(told("results"));
        producer.errorNext(new TopicAuthorizationException(Set.of("results")));
        assertThat(transaction.refused()).isEmpty();
        assertThat(transaction.blocked()).isNotNull();
    }

    @Test
    void doesNotBlameARecordForItsNeighbour() {
        write(Samples.telling(3, 42, Samples.reply("theirs", "x", null)));
        producer.errorNext(new KafkaException("part of a batch with an invalid record"));
        assertThat(transaction.refused()).isEmpty();
        assertThat(transaction.blocked()).isNull();
    }

    @Test
    void findsADeniedReplyTopicInTheFailureOfTheWhole() {
        write(told("results"));
        transaction.blame(new KafkaException("in an error state", new TopicAuthorizationException(Set.of("theirs"))));
        assertThat(transaction.closed()).containsExactly("theirs");
    }

    @Test
    void anErrorThatAClientWouldOnlyLogIsThrownOnTheLedgersThread() {
        write(new PartitionCheckpoint(
                3, 103, 42, null, List.of(Samples.waiting(41)), new long[0], List.of(), new long[0], List.of()));
        Error error = new StackOverflowError("thrown by a test");
        producer.errorNext(new RecordTooLargeException("no") {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw error;
            }
        });
        assertThat(catchThrowable(transaction::verifyCallbacks))
                .isInstanceOf(Error.class)
                .hasCause(error);
    }

    @Test
    void callbacksThatWentWellAreNoError() {
        write(told("results"));
        producer.errorNext(new RecordTooLargeException("no"));
        transaction.verifyCallbacks();
        assertThat(transaction.refused()).hasSize(1);
    }

    private void write(PartitionCheckpoint... sections) {
        transaction.write(List.of(sections), Samples.standing(7, 3, 4), records);
    }

    private void finish() {
        producer.flush();
        producer.commitTransaction();
    }

    private static PartitionCheckpoint told(String topic) {
        return Samples.telling(3, 42, Samples.reply(topic, "told", null));
    }
}
