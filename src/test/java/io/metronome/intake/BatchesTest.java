package io.metronome.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.CommandRecord;
import io.metronome.command.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final TopicPartition ONE = new TopicPartition("commands", 1);
    private static final TopicPartition TWO = new TopicPartition("commands", 2);

    private final Ownerships ownerships = new Ownerships();

    @Test
    void takesWholePollsWithTheirNextOffsets() {
        reads(ONE);
        List<IntakeListener.Batch> batches =
                Batches.of(polled(Map.of(ONE, List.of(record(5), record(7))), Map.of(ONE, 9L)), ownerships);
        assertThat(batches).singleElement().satisfies(batch -> {
            assertThat(batch.partition()).isEqualTo(1);
            assertThat(batch.from()).isEqualTo(5);
            assertThat(batch.ownership()).isEqualTo(ownerships.of(1));
            assertThat(batch.commandRecords()).extracting(CommandRecord::offset).containsExactly(5L, 7L);
            assertThat(batch.next()).isEqualTo(9);
        });
    }

    @Test
    void aPollOfNothingButMarkersStillMovesThePosition() {
        reads(ONE);
        assertThat(Batches.of(polled(Map.of(), Map.of(ONE, 9L)), ownerships))
                .singleElement()
                .satisfies(batch -> {
                    assertThat(batch.commandRecords()).isEmpty();
                    assertThat(batch.next()).isEqualTo(9);
                });
    }

    @Test
    void passesOverWhatIsNotOurs() {
        ownerships.assign(List.of(TWO));
        assertThat(Batches.of(polled(Map.of(ONE, List.of(record(5))), Map.of(ONE, 6L)), ownerships))
                .isEmpty();
    }

    @Test
    void aLetterHasEverythingOfItsRecord() {
        reads(ONE);
        ConsumerRecord<byte[], byte[]> record = record(5);
        record.headers().add("a", "1".getBytes(UTF_8));
        record.headers().add("a", null);
        CommandRecord commandRecord = letterOf(record);
        assertThat(commandRecord.topic()).isEqualTo("commands");
        assertThat(commandRecord.partition()).isEqualTo(1);
        assertThat(commandRecord.timestamp()).isEqualTo(99);
        assertThat(commandRecord.key()).isSameAs(record.key());
        assertThat(commandRecord.value()).isSameAs(record.value());
        assertThat(commandRecord.headers())
                .extracting(header -> header.name() + '=' + header.text())
                .containsExactly("a=1", "a=null");
        assertThat(commandRecord.source()).isEqualTo(new Source("commands", 1, 5, 99));
    }

    @Test
    void aCopyKnowsItsOrigin() {
        reads(ONE);
        ConsumerRecord<byte[], byte[]> record = record(5);
        record.headers().add("metronome-forwarded-from", "4:8:77".getBytes(UTF_8));
        assertThat(letterOf(record).source()).isEqualTo(new Source("commands", 4, 8, 77));
    }

    @Test
    void everyBatchBeginsWhereTheOneBeforeEnded() {
        reads(ONE);
        assertThat(letterOf(record(5)).offset()).isEqualTo(5);
        assertThat(Batches.of(polled(Map.of(), Map.of(ONE, 9L)), ownerships))
                .singleElement()
                .satisfies(batch -> assertThat(batch.from()).isEqualTo(6));
    }

    private void reads(TopicPartition partition) {
        ownerships.assign(List.of(partition));
        ownerships.begin(partition.partition(), 5);
    }

    private CommandRecord letterOf(ConsumerRecord<byte[], byte[]> record) {
        return Batches.of(polled(Map.of(ONE, List.of(record)), Map.of(ONE, 6L)), ownerships)
                .getFirst()
                .commandRecords()
                .getFirst();
    }

    private static ConsumerRecords<byte[], byte[]> polled(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Map<TopicPartition, Long> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return new ConsumerRecords<>(records, offsets);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(
                "commands",
                1,
                offset,
                99,
                TimestampType.CREATE_TIME,
                0,
                0,
                "k".getBytes(UTF_8),
                "v".getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }
}
