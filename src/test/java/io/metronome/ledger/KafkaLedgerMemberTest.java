package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Whose transactions these are is said by their id, so each member that a worker is in turn has a producer of its own. */
class KafkaLedgerMemberTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Map<String, MockProducer<byte[], byte[]>> producers = new LinkedHashMap<>();
    private final KafkaLedger ledger = new KafkaLedger(
            Samples.SETTINGS,
            Set.of("results", "dead", "ledger"),
            this::producer,
            (p, ours, memory) -> Mono.empty(),
            LedgerListener.NONE,
            time,
            time.createWorker());

    @Test
    void eachMemberHasAProducerOfItsOwn() {
        save("member", 42);
        save("member", 43);
        save("another", 44);
        assertThat(producers.keySet())
                .extracting(TransactionalIds.ofGroup("group")::member)
                .containsExactly("member", "another");
        assertThat(producers.values()).extracting(MockProducer::closed).containsExactly(true, false);
    }

    private void save(String member, long position) {
        ledger.standing(Samples.standing(member, 7, 3));
        ledger.save(new Checkpoint(List.of(Samples.telling(3, position)))).subscribe();
        time.advanceTimeBy(Duration.ofMillis(1));
    }

    private Producer<byte[], byte[]> producer(String transactionalId) {
        MockProducer<byte[], byte[]> made = new Refusing(null);
        producers.put(transactionalId, made);
        return made;
    }
}
