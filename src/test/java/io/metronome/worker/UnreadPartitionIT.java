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
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A partition that cannot be read is told, and stops no other. */
@Timeout(180)
class UnreadPartitionIT {
    private static final int INSTANCES = 12;
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
        try (WorkerBench bench = new WorkerBench(folder, setting, Cluster.of(broker))) {
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
            });
        }
    }

    @Test
    @Tag("full")
    void aTopicThatIsReCreatedUnderARunningWorkerIsNotReadAnyMore() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(INSTANCES)))) {
            bench.office().put(oneEach());
            String topic = bench.topics().commands();
            bench.whileWorking(worker -> {
                bench.readAllReplies();
                bench.admin().deleteTopics(List.of(topic)).all().get();
                await().atMost(WorkerBench.PATIENCE).ignoreExceptions().until(() -> {
                    bench.admin()
                            .createTopics(List.of(new NewTopic(topic, 3, (short) 1)))
                            .all()
                            .get();
                    return true;
                });
                assertUnread(worker, "was re-created", "MetronomePartitionNotServed");
            });
        }
    }

    @Test
    @Tag("full")
    void aTopicThatIsDeletedUnderARunningWorkerIsNotReadAnyMore() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(INSTANCES)))) {
            bench.office().put(oneEach());
            bench.whileWorking(worker -> {
                bench.readAllReplies();
                bench.admin()
                        .deleteTopics(List.of(bench.topics().commands()))
                        .all()
                        .get();
                assertUnread(worker, "was deleted", "MetronomePartitionNotServed");
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

    private static List<TestCommand> oneEach() {
        List<TestCommand> commands = new ArrayList<>();
        for (int i = 1; i <= INSTANCES; i++) {
            commands.add(TestCommand.status("to " + i, Accounts.id(i)));
        }
        return commands;
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
