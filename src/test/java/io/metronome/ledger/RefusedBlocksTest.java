package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A block that the broker refuses holds up nothing, and harms no command that is not at fault. */
class RefusedBlocksTest {
    private static final long BLOCK = 4;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private @Nullable CommittedCheckpoint saved;

    /* Refuses every block, and the command at that offset as long as it has its content. */
    private static final class RefusingBlocks extends MockProducer<byte[], byte[]> {
        private final RuntimeException refusal;
        private final long poison;
        private boolean isFailed;

        RefusingBlocks(RuntimeException refusal, long poison) {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.refusal = refusal;
            this.poison = poison;
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, @Nullable Callback told) {
            if (isFailed) {
                throw new KafkaException("in an error state", refusal);
            }
            if (!isRefused(record)) {
                return super.send(record, told);
            }
            isFailed = true;
            if (told != null) {
                told.onCompletion(null, refusal);
            }
            return CompletableFuture.failedFuture(refusal);
        }

        private boolean isRefused(ProducerRecord<byte[], byte[]> record) {
            return switch (Key.decode(record.key())) {
                case Key.BlockKey block -> true;
                case Key.CommandKey command ->
                    command.offset() == poison
                            && record.value() != null
                            && !LedgerCodec.isWithoutContent(record.value());
                default -> false;
            };
        }

        @Override
        public void commitTransaction() {
            if (isFailed) {
                throw new KafkaException("in an error state", refusal);
            }
            super.commitTransaction();
        }

        @Override
        public void abortTransaction() {
            isFailed = false;
            super.abortTransaction();
        }
    }

    @Test
    void itsCommandsGetRecordsOfTheirOwn() {
        MockProducer<byte[], byte[]> producer = save(new RecordTooLargeException("too large"), -1);
        assertThat(last(producer).keySet())
                .contains(new Key.CommandKey(10), new Key.CommandKey(11), new Key.CommandKey(12))
                .doesNotContain(new Key.BlockKey(BLOCK));
        assertThat(saved()).satisfies(committed -> {
            assertThat(committed.split()).containsEntry(3, Set.of(BLOCK));
            assertThat(committed.unwritable()).isEmpty();
        });
    }

    @Test
    void aCommandThatHadARecordOfItsOwnKeepsIt() {
        MockProducer<byte[], byte[]> producer = save(new RecordTooLargeException("too large"), -1);
        assertThat(last(producer).get(new Key.CommandKey(11))).isNotNull();
        assertThat(last(producer)).containsEntry(new Key.CommandKey(2), null);
    }

    @Test
    void onlyTheOneAtFaultLosesItsContent() {
        MockProducer<byte[], byte[]> producer = save(new PolicyViolationException("not here"), 11);
        Map<Key, byte @Nullable []> written = last(producer);
        assertThat(written.keySet()).contains(new Key.CommandKey(10), new Key.CommandKey(11), new Key.CommandKey(12));
        assertThat(saved().unwritable())
                .extracting(CommittedCheckpoint.UnwritableCommand::offset)
                .containsExactly(11L);
        assertThat(isWithoutContent(written, 11)).isTrue();
        assertThat(isWithoutContent(written, 10)).isFalse();
    }

    private static boolean isWithoutContent(Map<Key, byte @Nullable []> written, long offset) {
        return LedgerCodec.isWithoutContent(Objects.requireNonNull(written.get(new Key.CommandKey(offset))));
    }

    private CommittedCheckpoint saved() {
        return Objects.requireNonNull(saved, "not saved yet");
    }

    private MockProducer<byte[], byte[]> save(RuntimeException refusal, long poison) {
        MockProducer<byte[], byte[]> producer = new RefusingBlocks(refusal, poison);
        KafkaLedger ledger = new KafkaLedger(
                Samples.SETTINGS,
                Set.of("results", "dead", "ledger"),
                id -> producer,
                (partition, ours, memory) -> Mono.empty(),
                LedgerListener.NONE,
                time,
                time.createWorker());
        ledger.standing(Samples.standing(7, 3));
        List<PendingCommandRecord> commands = List.of(Samples.waiting(10), Samples.waiting(11), Samples.waiting(12));
        BlockChanges blocks = new BlockChanges(
                List.of(new BlockChanges.CommandBlock(BLOCK, commands)), List.of(), List.of(), true, Set.of());
        PartitionCheckpoint section = new PartitionCheckpoint(
                3,
                103,
                42,
                new PartitionCheckpoint.HeaderState(false, new PartitionCheckpoint.Floor.None()),
                List.of(),
                new long[] {2, 11},
                blocks,
                List.of(),
                List.of(),
                new long[0],
                List.of());
        ledger.save(new Checkpoint(List.of(section))).subscribe(committed -> saved = committed);
        for (int second = 0; second < 20; second++) {
            time.advanceTimeBy(Duration.ofSeconds(1));
        }
        return producer;
    }

    /* The last record of each key. */
    private static Map<Key, byte @Nullable []> last(MockProducer<byte[], byte[]> producer) {
        Map<Key, byte @Nullable []> last = new LinkedHashMap<>();
        List<ProducerRecord<byte[], byte[]>> history = new ArrayList<>(producer.history());
        history.forEach(record -> last.put(Key.decode(record.key()), record.value()));
        return last;
    }
}
