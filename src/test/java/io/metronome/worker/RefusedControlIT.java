package io.metronome.worker;

import static org.apache.kafka.clients.producer.ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.control.ControlCodec;
import io.metronome.control.ControlRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A control topic that refuses what a worker writes there: the tombstone of a purge that is beyond the end of its
 * partition. Commands are sent all the same, and the next worker that may write withdraws the purge.
 */
@Tag("embedded")
@Tag("full")
@Timeout(180)
class RefusedControlIT {
    private static final int COMMANDS = 10;

    @TempDir
    private Path folder;

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("no permission to write", TopicFaults::denyWriting, TopicFaults::allow),
                refusal(
                        "its size",
                        RefusedRecord.limit("50"),
                        (faults, topic) -> faults.unset(topic, "max.message.bytes")),
                refusal(
                        "its time",
                        RefusedRecord.tooOld(),
                        (faults, topic) -> faults.unset(topic, "message.timestamp.before.max.ms")));
    }

    private static Arguments refusal(String name, RefusedRecord.Refusal begin, RefusedRecord.Refusal end) {
        return Arguments.of(name, begin, end);
    }

    @ParameterizedTest(name = "for {0}")
    @MethodSource("refusals")
    void stopsNobodyAndIsWrittenByTheNextWorker(String name, RefusedRecord.Refusal begin, RefusedRecord.Refusal end)
            throws Exception {
        try (RefusalBench refusal = new RefusalBench(folder)) {
            WorkerBench bench = refusal.bench();
            String topic = bench.topics().of("control");
            purgeBeyondTheEnd(topic);
            begin.of(refusal.faults(), topic);
            bench.whileWorking(worker -> {
                refusal.put(
                        TestCommand.status("first", RefusedRecord.INSTANCE),
                        Stream.generate(refusal::good).limit(COMMANDS).toList());
                bench.readAllReplies();
                await().atMost(WorkerBench.PATIENCE)
                        .untilAsserted(() -> refusal.log().assertSaid("could not be written to the topic " + topic));
                assertThat(Metrics.sum(worker.url(), "metronome_control_ignored_total"))
                        .isPositive();
                assertThat(Metrics.sum(worker.url(), "metronome_control_good")).isEqualTo(1);
                RefusalBench.assertReady(worker);
            });
            assertThat(read(topic)).hasSize(1);

            end.of(refusal.faults(), topic);
            bench.whileWorking(worker -> await().atMost(WorkerBench.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(read(topic)).hasSize(2).last().matches(record -> record.value() == null)));
            refusal.assertGoodOn(bench.topics().results());
            refusal.assertAnsweredOnce();
        }
    }

    private static void purgeBeyondTheEnd(String topic) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, Cluster.refusing().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(ControlCodec.record(
                    topic, new ControlRecord.Purge(RefusedRecord.WAITING, 1_000_000, "a test", "now")));
            producer.flush();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        TopicPartition all = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, Cluster.refusing().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            return consumer.poll(Duration.ofSeconds(5)).records(all);
        }
    }
}
