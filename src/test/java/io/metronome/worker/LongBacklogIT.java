package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.guarantee.AllGuarantees;
import io.metronome.guarantee.GapKeptInReplies;
import io.metronome.guarantee.OrderPerInstanceAndPriority;
import io.metronome.sandbox.SandboxWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One instance's backlog, however long, delays nobody else, holds no offset back, and outlives the commands topic. */
class LongBacklogIT {
    private static final int ANSWERED_MEANWHILE = 1_000;
    private static final String BUSY = Accounts.id(1);

    @TempDir
    private Path folder;

    @Test
    @Tag("short")
    void servesEverybodyBehindTwentyThousandOfOneInstance() throws Exception {
        assertServesEverybodyBehind(20_000, 1_000);
    }

    @Test
    @Tag("full")
    void servesEverybodyBehindAHundredThousandOfOneInstance() throws Exception {
        assertServesEverybodyBehind(100_000, 5_000);
    }

    private void assertServesEverybodyBehind(int backlog, int others) throws Exception {
        int stillThere = backlog - ANSWERED_MEANWHILE;
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(others + 1)).partitions(1);
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            bench.office().put(statuses(backlog, i -> BUSY));
            bench.office().put(statuses(others, i -> Accounts.id(i + 2)));
            bench.whileWorking(worker -> {
                long start = System.nanoTime();
                bench.readUntil(() -> answered(bench, false) == others);
                tell("the others were served within", start);
                bench.readUntil(() -> committed(bench) == backlog + others);
                tell("their lag was 0 within", start);
                assertThat(pending(worker)).as("waiting commands").isGreaterThan(stillThere);
            });
            trim(bench);
            long before = answered(bench, true);
            bench.whileWorking(worker -> {
                long start = System.nanoTime();
                bench.readUntil(() -> pending(worker) > stillThere);
                tell("the backlog was back within", start);
                bench.readUntil(() -> answered(bench, true) > before + 3);
            });
            assertThat(bench.office().takeAll())
                    .as("replies, none of them twice")
                    .hasSize(bench.office().answered());
            assertThat(bench.repeatsWithoutCause()).as("repeated calls").isZero();
            bench.assertKept(
                    AllGuarantees.of(new OrderPerInstanceAndPriority(), new GapKeptInReplies()),
                    bench.api().calls());
        }
    }

    private static List<TestCommand> statuses(int count, IntFunction<String> instance) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestCommand.status("status " + i, instance.apply(i)))
                .toList();
    }

    private static long answered(WorkerBench bench, boolean busy) {
        return bench.office().replies().stream()
                .filter(reply -> BUSY.equals(new String(reply.key(), UTF_8)) == busy)
                .count();
    }

    private static double pending(SandboxWorker worker) throws IOException, InterruptedException {
        return Metrics.sum(worker.url(), "metronome_pending_commands");
    }

    private static long committed(WorkerBench bench) throws ExecutionException, InterruptedException {
        OffsetAndMetadata offset = bench.admin()
                .listConsumerGroupOffsets(bench.topics().group())
                .partitionsToOffsetAndMetadata()
                .get()
                .get(commands(bench));
        return offset == null ? 0 : offset.offset();
    }

    /** Deletes records as retention does when its time is over: what was read is gone. */
    private static void trim(WorkerBench bench) throws ExecutionException, InterruptedException {
        bench.admin()
                .deleteRecords(Map.of(commands(bench), RecordsToDelete.beforeOffset(committed(bench))))
                .all()
                .get();
        assertThat(bench.office().commands())
                .as("records left on the commands topic")
                .isZero();
    }

    private static TopicPartition commands(WorkerBench bench) {
        return new TopicPartition(bench.topics().commands(), 0);
    }

    private static void tell(String what, long since) {
        long millis = Duration.ofNanos(System.nanoTime() - since).toMillis();
        System.out.printf("LongBacklogIT: %s %,d ms%n", what, millis);
    }
}
