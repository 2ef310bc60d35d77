package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.emulator.Fault;
import io.metronome.guarantee.EveryCommandAnsweredOnce;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose memory is full stay within their heap: answers are slow and large, and partitions move meanwhile. */
class MemoryBoundIT {
    private static final int PARTITIONS = 4;
    private static final int INSTANCES = 60;
    private static final int NOW_EACH = 3;
    private static final int MB = 1 << 20;
    /* Answers, what was fetched, a checkpoint, and the worker itself. */
    private static final int BESIDE_COMMANDS = 80 * MB;

    @TempDir
    private Path folder;

    @Test
    @Tag("short")
    void staysWithinItsHeapWhileAnotherWorkerComesAndGoes() throws Exception {
        try (WorkerBench bench = bench();
                Fleet fleet = fleet(bench, "8MB")) {
            ChildWorker first = fillTwo(bench, fleet, 8_000, Duration.ofSeconds(20));
            fleet.stop(fleet.running().getLast());
            assertEndsWell(bench, fleet, first);
        }
    }

    @Test
    @Tag("full")
    void takesOverNoMoreThanItHasMemoryFor() throws Exception {
        try (WorkerBench bench = bench();
                Fleet fleet = fleet(bench, "48MB")) {
            ChildWorker first = fillTwo(bench, fleet, 60_000, Duration.ofSeconds(75));
            fleet.kill(fleet.running().getLast());
            bench.readUntil(() -> first.err().contains("A partition waits to be restored"));
            assertWithinItsHeap(fleet, first);
            assertEndsWell(bench, fleet, first);
        }
    }

    /** Two workers whose memory is full: most commands wait for a moment that comes after that time. The first one. */
    private ChildWorker fillTwo(WorkerBench bench, Fleet fleet, int commands, Duration until) throws Exception {
        String large = "{\"idMessage\":\"3EB0C767D097B7C7C030\",\"more\":\"" + "a".repeat(63 << 10) + "\"}";
        bench.api()
                .emulator()
                .fault(Fault.answering(200, large)
                        .on("sendTextStatus")
                        .times(1_000_000)
                        .after(Duration.ofSeconds(2)));
        bench.office().put(now());
        bench.office().put(later(commands, Instant.now().plus(until)));
        ChildWorker first = fleet.add();
        bench.readUntil(() -> paused(fleet, first) == PARTITIONS);
        assertWithinItsHeap(fleet, first);
        ChildWorker second = fleet.add();
        bench.readUntil(() -> paused(fleet, first) + paused(fleet, second) == PARTITIONS);
        assertWithinItsHeap(fleet, first);
        assertWithinItsHeap(fleet, second);
        return first;
    }

    private static void assertEndsWell(WorkerBench bench, Fleet fleet, ChildWorker worker) throws Exception {
        bench.readAllReplies();
        assertWithinItsHeap(fleet, worker);
        fleet.stopAll();
        assertThat(fleet.logs()).doesNotContain("OutOfMemoryError");
        bench.assertKept(new EveryCommandAnsweredOnce(), bench.api().calls());
    }

    private static void assertWithinItsHeap(Fleet fleet, ChildWorker worker) throws IOException, InterruptedException {
        worker.collectGarbage();
        double heap = fleet.metric(worker, "jvm_memory_used_bytes{area=\"heap\"");
        double counted = fleet.metric(worker, "metronome_pending_bytes");
        double limit = fleet.metric(worker, "metronome_pending_limit_bytes");
        System.out.printf("MemoryBoundIT: heap %.1f MB, counted %.1f MB%n", heap / MB, counted / MB);
        assertThat(heap)
                .as("the heap beside %.0f MB for commands", counted / MB)
                .isLessThan(counted + BESIDE_COMMANDS);
        assertThat(counted).as("the bound, and what was under way").isLessThan(limit + 16 * MB);
    }

    private static double paused(Fleet fleet, ChildWorker worker) throws IOException, InterruptedException {
        return fleet.metric(worker, "metronome_intake_paused");
    }

    private static List<TestCommand> now() {
        return IntStream.range(0, INSTANCES * NOW_EACH)
                .mapToObj(i -> TestCommand.status("now " + i, Accounts.id(i % INSTANCES + 1)))
                .toList();
    }

    /* With room for a short call of some, and then they expire. */
    private static List<TestCommand> later(int commands, Instant end) {
        String begin = "\"" + end.minusSeconds(1) + "\"";
        String blanks = " ".repeat(1_400);
        return IntStream.range(0, commands)
                .mapToObj(i -> TestCommand.command(
                                "later " + i,
                                Accounts.id(i % INSTANCES + 1),
                                "sendTextStatus",
                                "{\"message\":\"later " + i + "\"" + blanks + "}")
                        .with("notBefore", begin)
                        .expiring(end))
                .toList();
    }

    private WorkerBench bench() throws Exception {
        return new WorkerBench(
                folder,
                BenchConfig.of(Accounts.whatsapp(INSTANCES))
                        .partitions(PARTITIONS)
                        .configured("delivery: {max-in-flight: 64}"));
    }

    private static Fleet fleet(WorkerBench bench, String limit) {
        Map<String, String> environment = new HashMap<>(Fleet.SHORT_SESSION);
        environment.put("METRONOME_INTAKE_MAX_PENDING_BYTES", limit);
        return new Fleet(bench, PARTITIONS, environment);
    }
}
