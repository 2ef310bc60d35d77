package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.guarantee.Position;
import io.metronome.sandbox.EmbeddedBroker;
import io.metronome.sandbox.SandboxWorker;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A partition that cannot be read is told, and stops no other. */
@Timeout(180)
class UnreadPartitionIT {
    private static final int INSTANCES = 12;
    private static final int GONE = 3;
    /* Where the first batch has them: see org.apache.kafka.common.record.DefaultRecordBatch. */
    private static final int CHECKSUM = 17;
    private static final int ATTRIBUTES = 21;
    private static final int FIRST_BYTE_OF_RECORDS = 70;

    @TempDir
    private Path folder;

    @Test
    @Tag("embedded")
    void aBatchThatCannotBeReadStopsItsPartitionOnly() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start();
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES));
        try (LogLines log = new LogLines();
                WorkerBench bench = new WorkerBench(folder, setting, Cluster.of(broker))) {
            List<Position> places = bench.office().put(oneEach());
            List<Integer> partitions =
                    places.stream().map(Position::partition).distinct().toList();
            assertThat(partitions).hasSize(3);
            int damaged = partitions.get(0);
            int packed = partitions.get(1);
            damage(broker.log(bench.topics().commands(), damaged));
            useUnknownCodec(broker.log(bench.topics().commands(), packed));
            long others = places.stream()
                    .filter(place -> place.partition() == partitions.get(2))
                    .count();
            bench.whileWorking(worker -> {
                bench.readReplies((int) others);
                assertUnread(
                        worker,
                        "partition " + damaged + " is not read",
                        "partition " + packed + " is not read",
                        "kafka-delete-records.sh");
                assertThat(Metrics.sum(worker.url(), "metronome_partitions_unread"))
                        .isEqualTo(2);
                assertThat(Pages.get(worker.url() + "/livez").statusCode()).isEqualTo(200);
                assertNobodyKnows(worker, Accounts.id(1), damaged);
                log.assertSaid(
                        bench.topics().commands() + "-" + damaged + " is not read any more", "kafka-delete-records");
                log.assertSaid(
                        bench.topics().commands() + "-" + packed + " is not read any more", "kafka-delete-records");
            });
        }
    }

    @Test
    @Tag("full")
    @Tag("embedded")
    void aLogThatIsCutBelowWhatWasReadStopsItsPartitionOnly() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start();
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES));
        try (LogLines log = new LogLines();
                WorkerBench bench = new WorkerBench(folder, setting, Cluster.of(broker))) {
            int cut = bench.office().put(oneEach()).getFirst().partition();
            bench.whileWorking(worker -> {
                bench.readAllReplies();
                broker.stop(1);
                try (RandomAccessFile file = new RandomAccessFile(
                        broker.log(bench.topics().commands(), cut).toFile(), "rw")) {
                    file.setLength(0);
                }
                broker.restart(1);
                assertUnread(
                        worker,
                        "partition " + cut + " is not read",
                        "it ends before offset",
                        "MetronomePartitionNotServed");
                assertThat(Metrics.sum(worker.url(), "metronome_partitions_unread"))
                        .isEqualTo(1);
                log.assertSaid(
                        bench.topics().commands() + "-" + cut + " is not read any more", "its log was truncated");
                bench.office().put(elsewhere(bench, cut));
                bench.readAllReplies();
            });
        }
    }

    @Test
    void whatRetentionDeletesBeforeItIsReadIsCountedAndTheRestIsSent() throws Exception {
        try (LogLines log = new LogLines();
                WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(INSTANCES)))) {
            int number = bench.office().put(oneEach()).getFirst().partition();
            bench.whileWorking(bench::readAllReplies);
            TopicPartition partition = new TopicPartition(bench.topics().commands(), number);
            bench.office()
                    .putAside(Collections.nCopies(
                            GONE, TestCommand.status("gone", Accounts.id(1)).on(number)));
            long end = bench.admin()
                    .listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            bench.admin()
                    .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end)))
                    .all()
                    .get();
            bench.office()
                    .put(List.of(TestCommand.status("after it", Accounts.id(1)).on(number)));
            bench.office().put(elsewhere(bench, number));
            bench.whileWorking(worker -> {
                bench.readAllReplies();
                assertThat(Metrics.sum(worker.url(), "metronome_records_lost_total"))
                        .isEqualTo(GONE);
                log.assertSaid(
                        "Retention deleted " + GONE + " commands of " + partition, "raise the topic's retention");
                Pages.awaitReady(worker.url());
            });
        }
    }

    @Test
    @Tag("full")
    void aTopicThatGrowsUnderARunningWorkerIsReadAsAWhole() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(INSTANCES)));
                ChildWorker worker = bench.child(Map.of("METRONOME_KAFKA_PROPERTIES_METADATA_MAX_AGE_MS", "1000"))) {
            bench.office().put(oneEach());
            bench.readAllReplies();
            bench.admin()
                    .createPartitions(Map.of(bench.topics().commands(), NewPartitions.increaseTo(5)))
                    .all()
                    .get();
            await().atMost(WorkerBench.PATIENCE).until(() -> worker.err().contains("has grown from 3 to 5 partitions"));
            List<TestCommand> grown = new ArrayList<>();
            for (int i = 1; i <= INSTANCES; i++) {
                grown.add(TestCommand.status("grown " + i, Accounts.id(i)).on(3 + i % 2));
            }
            bench.office().put(grown);
            bench.readAllReplies();
            Pages.awaitReady(worker.url(), "5 of 5");
            assertThat(Metrics.sum(worker.url(), "metronome_partitions_unread")).isZero();
            assertThat(worker.stop()).as("exit code").isZero();
            bench.assertAllKept();
        }
    }

    @Test
    @Tag("full")
    void aTopicThatIsReCreatedUnderARunningWorkerIsNotReadAnyMoreAndWhatWasReadIsSent() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES)).ownDelay(Accounts.id(1), "10s");
        try (LogLines log = new LogLines();
                WorkerBench bench = new WorkerBench(folder, setting)) {
            bench.office().put(oneEach());
            bench.office().put(List.of(TestCommand.status("waits", Accounts.id(1))));
            String topic = bench.topics().commands();
            bench.whileWorking(worker -> {
                bench.readReplies(INSTANCES);
                bench.admin().deleteTopics(List.of(topic)).all().get();
                await().atMost(WorkerBench.PATIENCE).ignoreExceptions().until(() -> {
                    bench.admin()
                            .createTopics(List.of(new NewTopic(topic, 3, (short) 1)))
                            .all()
                            .get();
                    return true;
                });
                assertUnread(worker, "was re-created", "MetronomePartitionNotServed");
                assertAllUnread(worker);
                log.assertSaid("the topic " + topic + " was re-created", "MetronomePartitionNotServed");
                bench.readAllReplies();
            });
        }
    }

    @Test
    @Tag("full")
    void aTopicThatIsDeletedUnderARunningWorkerIsNotReadAnyMore() throws Exception {
        try (LogLines log = new LogLines();
                WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(INSTANCES)))) {
            bench.office().put(oneEach());
            bench.whileWorking(worker -> {
                bench.readAllReplies();
                bench.admin()
                        .deleteTopics(List.of(bench.topics().commands()))
                        .all()
                        .get();
                assertUnread(worker, "was deleted", "MetronomePartitionNotServed");
                assertAllUnread(worker);
                log.assertSaid(
                        "the topic " + bench.topics().commands() + " was deleted", "MetronomePartitionNotServed");
            });
        }
    }

    private static void assertUnread(SandboxWorker worker, String... words) {
        await().atMost(WorkerBench.PATIENCE).untilAsserted(() -> {
            HttpResponse<String> ready = Pages.get(worker.url() + "/readyz");
            assertThat(ready.body()).contains(words);
            assertThat(ready.statusCode()).isEqualTo(503);
        });
    }

    /** Nothing says that the instance is idle, or that the command never came. */
    private static void assertNobodyKnows(SandboxWorker worker, String instance, int partition) throws Exception {
        assertThat(Pages.get(worker.url() + "/instances").body())
                .containsSubsequence("\"id\":\"" + instance + "\"", "\"waitsFor\":\"PARTITION_UNREAD\"");
        HttpResponse<String> command = Pages.get(worker.url() + "/commands/" + instance + "/a-code");
        assertThat(command.statusCode()).isEqualTo(503);
        assertThat(command.body()).contains("partition " + partition + " of the instance is not read");
        assertThat(Pages.get(worker.url() + "/").body())
                .contains("</span> not read</span>", "its partition is not read: nobody");
    }

    private static void assertAllUnread(SandboxWorker worker) {
        await().atMost(WorkerBench.PATIENCE)
                .untilAsserted(() -> assertThat(Metrics.sum(worker.url(), "metronome_partitions_unread"))
                        .isEqualTo(3));
    }

    private static List<TestCommand> oneEach() {
        List<TestCommand> commands = new ArrayList<>();
        for (int i = 1; i <= INSTANCES; i++) {
            commands.add(TestCommand.status("to " + i, Accounts.id(i)));
        }
        return commands;
    }

    /** Commands for the instances that do not live on that partition. */
    private static List<TestCommand> elsewhere(WorkerBench bench, int partition) {
        return bench.office().posted().entrySet().stream()
                .filter(post -> post.getKey().partition() != partition)
                .map(post -> TestCommand.status(
                        "again to " + post.getValue().instance(),
                        post.getValue().instance()))
                .toList();
    }

    /* The first batch names a compression that does not exist, and its checksum says that it is whole. */
    private static void useUnknownCodec(Path log) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(8);
            byte[] checked = new byte[12 + file.readInt() - ATTRIBUTES];
            file.seek(ATTRIBUTES);
            file.readFully(checked);
            checked[1] |= 7;
            CRC32C checksum = new CRC32C();
            checksum.update(checked);
            file.seek(CHECKSUM);
            file.writeInt((int) checksum.getValue());
            file.write(checked);
        }
    }

    /* The checksum of the first batch does not fit any more. */
    private static void damage(Path log) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(FIRST_BYTE_OF_RECORDS);
            int was = file.read();
            file.seek(FIRST_BYTE_OF_RECORDS);
            file.write(was ^ 0xff);
        }
    }
}
