package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Homes;
import io.metronome.command.RecordHeader;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that stand on another partition than their instance's, as producers of other languages put them there. */
@Tag("full")
class ForeignPartitionIT {
    private static final int INSTANCES = 20;
    private static final int PARTITIONS = 5;
    private static final int EACH = 6;
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TempDir
    private Path folder;

    @Test
    void areServedOnceAtHomeAndAnsweredWhereTheyStood() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES)).partitions(PARTITIONS);
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Fleet fleet = new Fleet(bench, PARTITIONS, Fleet.SHORT_SESSION)) {
            List<TestCommand> posts = posts();
            List<Position> places = bench.office().put(posts.subList(0, posts.size() / 2));
            ChildWorker first = fleet.add();
            fleet.add();
            places = new ArrayList<>(places);
            places.addAll(bench.office().put(posts.subList(posts.size() / 2, posts.size())));
            // Copies that are out, and not yet read at home, are another's to answer.
            fleet.stop(first);
            bench.readAllReplies();
            fleet.stopAll();
            Homes homes = new Homes(PARTITIONS);
            long strangers = 0;
            for (int i = 0; i < places.size(); i++) {
                Received reply = bench.reply(places.get(i));
                assertThat(reply.isDeadLetter()).as("%s", posts.get(i)).isFalse();
                assertThat(reply.header("traceparent")).isEqualTo(TRACE);
                assertThat(reply.headers()).doesNotContainKey("metronome-forwarded-from");
                strangers += places.get(i).partition() == homes.of(posts.get(i).instance()) ? 0 : 1;
            }
            assertThat(strangers).as("records on wrong partitions").isGreaterThan(places.size() / 3);
            assertThat(bench.office().commands())
                    .as("records, and one copy of each that stood wrong")
                    .isEqualTo(places.size() + strangers);
            assertThat(bench.repeatsWithoutCause()).as("repeated calls").isZero();
            bench.assertAllKept();
        }
    }

    @Test
    void countsThatDisagreeAreExplainedAtStart() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(1)))) {
            bench.admin()
                    .createPartitions(Map.of(bench.topics().ledger(), NewPartitions.increaseTo(4)))
                    .all()
                    .get();
            try (ChildWorker worker = bench.child()) {
                assertThat(worker.awaitEnd()).as("exit code").isEqualTo(1);
                assertThat(worker.err())
                        .contains(
                                bench.topics().ledger(),
                                "has 4 partitions",
                                "3",
                                "--alter --topic " + bench.topics().commands());
            }
        }
    }

    @Test
    void commandsOnPartitionsThatCameLaterAreServedWhereTheirInstancesLive() throws Exception {
        try (WorkerBench bench =
                new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(4)).partitions(2))) {
            bench.office().put(List.of(TestCommand.status("before", Accounts.id(1))));
            bench.whileWorking(bench::readAllReplies);
            bench.admin()
                    .createPartitions(Map.of(bench.topics().commands(), NewPartitions.increaseTo(4)))
                    .all()
                    .get();
            List<Position> places = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                places.addAll(bench.office()
                        .put(List.of(TestCommand.status("after " + i, Accounts.id(i % 4 + 1))
                                .on(2 + i % 2))));
            }
            bench.whileWorking(bench::readAllReplies);
            assertThat(places).allMatch(place -> place.partition() >= 2);
            bench.assertAllKept();
        }
    }

    /** Null keys anywhere, librdkafka's hash, and Kafka's own. */
    private static List<TestCommand> posts() {
        List<TestCommand> posts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (int instance = 1; instance <= INSTANCES; instance++) {
                TestCommand post = TestCommand.status(instance + " " + i, Accounts.id(instance))
                        .with(RecordHeader.of("traceparent", TRACE));
                posts.add(
                        switch (i % 3) {
                            case 0 -> post.keyless(instance % PARTITIONS);
                            case 1 -> post.on(consistent(post.instance()));
                            default -> post;
                        });
            }
        }
        return posts;
    }

    /** librdkafka's {@code consistent} partitioner: CRC-32 of the key. */
    private static int consistent(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(UTF_8));
        return (int) (crc.getValue() % PARTITIONS);
    }
}
