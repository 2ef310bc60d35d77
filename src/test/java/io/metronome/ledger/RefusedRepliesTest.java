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
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** No single reply holds up a checkpoint. */
class RefusedRepliesTest {
    private static final String REFUSED = "refused";

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
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

    private KafkaLedger ledger(MockProducer<byte[], byte[]> producer) {
        KafkaLedger ledger = new KafkaLedger(
                Samples.SETTINGS,
                Set.of("results", "dead", "ledger"),
                id -> producer,
                (p, ours) -> Mono.empty(),
                time,
                time.createWorker());
        ledger.standing(Samples.standing(7, 3));
        return ledger;
    }

    private void save(KafkaLedger ledger, Reply... replies) {
        List<CommittedCheckpoint> saved = new ArrayList<>();
        ledger.save(new Checkpoint(List.of(Samples.telling(3, 42, replies)))).subscribe(saved::add);
        time.advanceTimeBy(Duration.ofSeconds(1));
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
