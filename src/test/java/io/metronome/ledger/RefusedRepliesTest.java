package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** No single reply holds up a checkpoint. */
class RefusedRepliesTest {
    private static final String REFUSED = "refused";

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<String> heard = new ArrayList<>();
    private final LedgerListener hearing = new LedgerListener() {
        @Override
        public void refused(Target target) {
            heard.add("refused " + target);
        }

        @Override
        public void replyLost() {
            heard.add("lost");
        }

        @Override
        public void refusing(boolean isRefusing) {
            heard.add("refusing " + isRefusing);
        }
    };
    private final Reply here = Samples.reply("dead", "here", null);

    @Test
    void areSaidMoreBriefly() {
        MockProducer<byte[], byte[]> producer = new Refusing(REFUSED);
        KafkaLedger ledger = ledger(producer);
        save(ledger, Samples.reply("dead", REFUSED, () -> here), Samples.reply("dead", "other", null));
        assertThat(values(producer, "dead")).containsExactly("here", "other");
    }

    @Test
    void areLeftOutWhereNothingBrieferCanBeSaid() {
        MockProducer<byte[], byte[]> producer =
                new Refusing(REFUSED, new RecordTooLargeException("larger than theirs takes"));
        KafkaLedger ledger = ledger(producer);
        save(ledger, Samples.reply("theirs", REFUSED, null), Samples.reply("dead", "other", null));
        assertThat(values(producer, "theirs")).isEmpty();
        assertThat(values(producer, "dead")).containsExactly("other");
        assertThat(producer.consumerGroupOffsetsHistory().getFirst().get("group"))
                .containsValue(new OffsetAndMetadata(42));
    }

    @Test
    void keepATopicThatIsNotThereFromBeingAskedEachTime() {
        MockProducer<byte[], byte[]> producer = new Refusing(REFUSED, new TimeoutException("not there"));
        KafkaLedger ledger = ledger(producer);
        save(ledger, Samples.reply("theirs", REFUSED, () -> here));
        assertThat(values(producer, "dead")).containsExactly("here");
        save(ledger, Samples.reply("theirs", "another", () -> here));
        assertThat(values(producer, "theirs")).isEmpty();
        assertThat(values(producer, "dead")).containsExactly("here", "here");
        time.advanceTimeBy(Duration.ofMinutes(2));
        save(ledger, Samples.reply("theirs", "back again", () -> here));
        assertThat(values(producer, "theirs")).containsExactly("back again");
    }

    @Test
    void areTakenOutWhateverTheRefusal() {
        for (RuntimeException refusal : List.of(
                new InvalidRecordException("no key"),
                new InvalidTimestampException("too old"),
                new PolicyViolationException("not here"),
                new RecordBatchTooLargeException("x"),
                new UnknownServerException("a refusal that nobody foresaw"))) {
            MockProducer<byte[], byte[]> producer = new Refusing(REFUSED, refusal);
            KafkaLedger ledger = ledger(producer);
            save(ledger, Samples.reply("theirs", REFUSED, () -> here), Samples.reply("dead", "other", null));
            assertThat(values(producer, "dead")).as("%s", refusal).containsExactly("here", "other");
            assertThat(ledger.trouble()).isNull();
        }
    }

    /** Its failure reaches records of other topics, too, as another object of the same kind, with the same words. */
    @Test
    void takeNoRecordOfAnotherTopicWithThem() {
        String words = "Compacted topic cannot accept message without key";
        for (RuntimeException refusal : List.of(
                new InvalidRecordException(words),
                new InvalidTimestampException(words),
                new PolicyViolationException(words))) {
            RuntimeException again = refusal instanceof InvalidRecordException
                    ? new InvalidRecordException(words)
                    : refusal instanceof InvalidTimestampException
                            ? new InvalidTimestampException(words)
                            : new PolicyViolationException(words);
            Refusing producer = new Refusing(REFUSED, refusal).failingOthersWith(again);
            KafkaLedger ledger = ledger(producer);
            save(
                    ledger,
                    Samples.reply("theirs", REFUSED, () -> here),
                    Samples.keyed("results", "whole", () -> Samples.keyed("results", "shortened", null)));
            assertThat(values(producer, "results")).as("%s", refusal).containsExactly("whole");
            assertThat(values(producer, "dead")).containsExactly("here");
            assertThat(ledger.trouble()).isNull();
        }
    }

    @Test
    void areTriedAgainBeforeTheyAreTakenOut() {
        Refusing producer = new Refusing(REFUSED, new UnknownServerException("over in a moment"));
        KafkaLedger ledger = ledger(producer);
        List<CommittedCheckpoint> saved = new ArrayList<>();
        PartitionCheckpoint section = Samples.telling(3, 42, Samples.reply("dead", REFUSED, () -> here));
        ledger.save(new Checkpoint(List.of(section))).subscribe(saved::add);
        time.advanceTimeBy(Duration.ofMillis(500));
        producer.relent();
        time.advanceTimeBy(Duration.ofMillis(500));
        assertThat(saved).hasSize(1);
        assertThat(values(producer, "dead")).containsExactly(REFUSED);
        assertThat(heard).isEmpty();
    }

    @Test
    void areLostAndCountedWhenNoTopicAcceptsThem() {
        KafkaLedger ledger = ledger(new Refusing(REFUSED, new PolicyViolationException("not here")));
        save(ledger, Samples.reply("dead", REFUSED, null));
        assertThat(heard).containsExactly("refused OWN", "lost");
    }

    @Test
    void anOwnTopicThatAcceptsNothingLosesNothing() {
        Refusing producer = new Refusing(REFUSED, new TopicAuthorizationException(Set.of("dead")));
        KafkaLedger ledger = ledger(producer);
        List<CommittedCheckpoint> saved = new ArrayList<>();
        PartitionCheckpoint section = Samples.telling(3, 42, Samples.reply("dead", REFUSED, () -> here));
        ledger.save(new Checkpoint(List.of(section))).subscribe(saved::add);
        time.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(saved).isEmpty();
        assertThat(ledger.trouble()).contains("dead", "Allow the worker's user to write");
        assertThat(heard).containsExactly("refusing true");
        producer.relent();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(saved).hasSize(1);
        assertThat(values(producer, "dead")).containsExactly(REFUSED);
        assertThat(ledger.trouble()).isNull();
        assertThat(heard).containsExactly("refusing true", "refusing false");
    }

    @Test
    void aCommandThatTheLedgerRefusesIsWrittenWithoutItsContent() {
        PendingCommandRecord waiting = Samples.waiting(41);
        Refusing producer =
                new Refusing(LedgerCodec.encode(waiting), new RecordTooLargeException("larger than the ledger takes"));
        KafkaLedger ledger = ledger(producer);
        CommittedCheckpoint saved =
                save(ledger, waiting, new PendingCommandRecord(Samples.commandRecord(40), 6, 0, 0, 0, false, false));
        assertThat(saved.unwritable()).singleElement().satisfies(command -> {
            assertThat(command.offset()).isEqualTo(41);
            assertThat(command.detail()).contains("ledger", "bytes", "Raise max.message.bytes of the topic ledger");
        });
        assertThat(heard).containsExactly("refused LEDGER");
        List<String> why = producer.history().stream()
                .filter(one -> Key.decode(one.key()) instanceof Key.CommandKey)
                .map(one -> LedgerCodec.waiting(one.value(), "commands", 3, 41).commandRecord())
                .map(record -> String.valueOf(record.whyWithoutContent()))
                .toList();
        assertThat(why).hasSize(2).first().asString().contains("max.message.bytes");
        assertThat(why.getLast()).isEqualTo("null");
    }

    private CommittedCheckpoint save(KafkaLedger ledger, PendingCommandRecord... waiting) {
        PartitionCheckpoint told = Samples.telling(3, 42);
        PartitionCheckpoint section = new PartitionCheckpoint(
                3, 103, 42, told.header(), List.of(waiting), new long[0], List.of(), new long[0], List.of());
        List<CommittedCheckpoint> saved = new ArrayList<>();
        ledger.save(new Checkpoint(List.of(section))).subscribe(saved::add);
        time.advanceTimeBy(Duration.ofSeconds(1));
        return saved.getFirst();
    }

    private KafkaLedger ledger(MockProducer<byte[], byte[]> producer) {
        KafkaLedger ledger = new KafkaLedger(
                Samples.SETTINGS,
                Set.of("results", "dead", "ledger"),
                id -> producer,
                (p, ours, memory) -> Mono.empty(),
                hearing,
                time,
                time.createWorker());
        ledger.standing(Samples.standing(7, 3));
        return ledger;
    }

    private void save(KafkaLedger ledger, Reply... replies) {
        List<CommittedCheckpoint> saved = new ArrayList<>();
        ledger.save(new Checkpoint(List.of(Samples.telling(3, 42, replies)))).subscribe(saved::add);
        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(saved)
                .singleElement()
                .extracting(CommittedCheckpoint::written)
                .isEqualTo(Set.of(3));
    }

    private static List<String> values(MockProducer<byte[], byte[]> producer, String topic) {
        return producer.history().stream()
                .filter(one -> one.topic().equals(topic))
                .map(one -> new String(one.value(), UTF_8))
                .toList();
    }
}
