package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A topic is read from a moment on, and its records are handed on poll by poll. */
class TopicReaderTest {
    private static final String TOPIC = "dead-letters";
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 1_000;
    private static final int OF_A_POLL = 10;

    private final List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    private final TimedConsumer consumer = new TimedConsumer();

    @Test
    void asksKafkaWhereThatMomentIsAndReadsNothingBeforeIt() {
        TopicReader.read(consumer, TOPIC, Instant.ofEpochMilli(900), taken::add);
        assertThat(consumer.asked.values()).containsOnly(900L).hasSize(PARTITIONS);
        assertThat(taken).hasSize(PARTITIONS * (RECORDS - 900));
        assertThat(taken).allSatisfy(record -> assertThat(record.offset()).isGreaterThanOrEqualTo(900));
        assertThat(consumer.fetched).as("records that came over the wire").isEqualTo(taken.size());
    }

    @Test
    void readsNothingWhereAllIsOlder() {
        TopicReader.read(consumer, TOPIC, Instant.ofEpochMilli(RECORDS), taken::add);
        assertThat(taken).isEmpty();
        assertThat(consumer.fetched).isZero();
    }

    @Test
    void handsRecordsOnBeforeItAsksForMore() {
        List<Integer> ahead = new ArrayList<>();
        TopicReader.read(consumer, TOPIC, Instant.EPOCH, record -> {
            taken.add(record);
            ahead.add(consumer.fetched - taken.size());
        });
        assertThat(taken).hasSize(PARTITIONS * RECORDS);
        assertThat(ahead)
                .as("records that were fetched and not handed on")
                .allSatisfy(count -> assertThat(count).isLessThan(OF_A_POLL));
    }

    /** The records of a topic, each a millisecond later than the one before it; its offset is its timestamp. */
    private static final class TimedConsumer extends MockConsumer<byte[], byte[]> {
        private final Map<Integer, Long> asked = new TreeMap<>();
        private int fetched;

        private TimedConsumer() {
            super("earliest");
            List<PartitionInfo> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new PartitionInfo(TOPIC, partition, null, null, null));
                updateEndOffsets(Map.of(new TopicPartition(TOPIC, partition), (long) RECORDS));
            }
            updatePartitions(TOPIC, partitions);
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> timestamps) {
            timestamps.forEach((partition, time) -> asked.put(partition.partition(), time));
            return timestamps.entrySet().stream()
                    .filter(entry -> entry.getValue() < RECORDS)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> new OffsetAndTimestamp(entry.getValue(), entry.getValue())));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            TopicPartition partition = assignment().iterator().next();
            long from = position(partition);
            List<ConsumerRecord<byte[], byte[]>> some = new ArrayList<>();
            for (long offset = from; offset < Math.min(from + OF_A_POLL, RECORDS); offset++) {
                some.add(new ConsumerRecord<>(TOPIC, partition.partition(), offset, new byte[0], new byte[0]));
            }
            fetched += some.size();
            seek(partition, from + some.size());
            return new ConsumerRecords<>(Map.of(partition, some), Map.of());
        }
    }
}
