package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.RecordHeader;
import io.metronome.emulator.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers with the least heap that {@code metronome check} accepts, and with a backlog that is larger than that heap.
 * Their memory is full all the time: answers are large and come late, a second worker joins, fills its share and leaves.
 */
@Tag("full")
@Timeout(300)
class MemoryBoundIT {
    private static final int PARTITIONS = 6;
    private static final int INSTANCES = 240;
    private static final int EACH = 24;
    private static final int COMMANDS = INSTANCES * EACH;

    private static final long MB = 1 << 20;
    private static final long BOUND = 32 * MB;
    /* What OPERATING.md allows on top: records on their way when the bound is reached, and restores. */
    private static final long BEYOND = 16 * MB;
    /* Answers count until a checkpoint has them, and an instance has one call at a time. */
    private static final long ANSWERS = INSTANCES * (64L << 10);
    /* What was fetched of a partition when its reading was paused: 1 MB at a time, and one more that was asked for. */
    private static final long FETCHED = PARTITIONS * 2L * MB;

    /* A header with metronome's prefix stays in the worker and in the ledger, and is not copied to replies. */
    private static final RecordHeader LARGE = new RecordHeader("metronome-test", new byte[48 << 10]);
    private static final List<RecordHeader> SMALL = IntStream.range(0, 6)
            .mapToObj(i -> RecordHeader.of("x-header-" + i, "value " + i))
            .toList();

    private static final Duration SLOW = Duration.ofMillis(1_500);
    private static final int LARGE_ANSWERS = 2_500;
    private static final String ANSWER = "{\"idMessage\":\"3EB0466DB6AB370A3B04\",\"rest\":\"%s\"}";

    private static final Pattern NEED = Pattern.compile("needs a heap of (\\d+) MB.* The need is \\d+ MB for commands,"
            + " (\\d+) MB for answers .*, (\\d+) MB for reading");

    @TempDir
    private Path folder;

    /** The heap that {@code metronome check} asks for, in bytes. */
    private record Need(long heap, long besideCommands) {}

    @Test
    void workersStayWithinTheLeastHeapThatCheckAccepts() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES)).partitions(PARTITIONS);
        try (WorkerBench bench = new WorkerBench(folder, setting);
                MemoryWatch watch = new MemoryWatch()) {
            Need need = need(bench);
            assertThat(COMMANDS * LARGE.bytes())
                    .as("what a worker without a bound would hold")
                    .isGreaterThan(need.heap());
            answerSlowly(bench);
            bench.office().put(backlog());
            try (Fleet fleet = new Fleet(bench, PARTITIONS, heap(need.heap() / MB))) {
                ChildWorker first = fleet.add();
                watch.add(first);
                bench.readUntil(() -> isFull(fleet, first));
                assertWithin(need, fleet, first, "the first worker, alone");

                ChildWorker second = fleet.add();
                watch.add(second);
                bench.readUntil(() -> isFull(fleet, first) && isFull(fleet, second));
                assertThat(bench.office().answered()).isLessThan(COMMANDS / 2);
                assertWithin(need, fleet, first, "the first of two workers");
                assertWithin(need, fleet, second, "the second of two workers");

                fleet.stop(second);
                bench.readUntil(() -> isFull(fleet, first));
                assertWithin(need, fleet, first, "the first worker, with partitions of the second");
                fleet.settle();
                assertWithin(need, fleet, first, "the first worker, with all partitions");
                bench.readAllReplies();
                fleet.stopAll();
            }
            System.out.printf("MemoryBoundIT: at most %.1f MB were counted%n", watch.most() / MB);
            assertThat(watch.most()).isBetween((double) BOUND, (double) (BOUND + BEYOND + ANSWERS + FETCHED));
            bench.assertAllKeptOnceWarm();
        }
    }

    /** The message for an operator who gave the worker too little. */
    private static Need need(WorkerBench bench) throws IOException, InterruptedException {
        Need need;
        try (ChildWorker check = bench.check(heap(128))) {
            assertThat(check.awaitEnd()).as("exit code of check").isEqualTo(2);
            Matcher said = NEED.matcher(check.err());
            assertThat(said.find()).as(check.err()).isTrue();
            need = new Need(megabytes(said.group(1)), megabytes(said.group(2)) + megabytes(said.group(3)));
        }
        try (ChildWorker check = bench.check(heap(need.heap() / MB - 2))) {
            assertThat(check.awaitEnd())
                    .as("exit code of check, with 2 MB too little")
                    .isEqualTo(2);
        }
        try (ChildWorker check = bench.check(heap(need.heap() / MB))) {
            assertThat(check.awaitEnd())
                    .as("exit code of check: %s", check.err())
                    .isZero();
        }
        return need;
    }

    private static long megabytes(String number) {
        return Long.parseLong(number) * MB;
    }

    private static Map<String, String> heap(long megabytes) {
        // Bodies on a disk would not fill the bound.
        return Map.of(
                "JAVA_OPTS",
                "-Xmx" + megabytes + "m",
                "METRONOME_INTAKE_MAX_PENDING_BYTES",
                Long.toString(BOUND),
                "METRONOME_SPILL_MAX_BYTES",
                "0");
    }

    private static void answerSlowly(WorkerBench bench) {
        Fault slow =
                Fault.answering(200, ANSWER.formatted("")).on("sendTextStatus").after(SLOW);
        Fault large = Fault.answering(200, ANSWER.formatted("x".repeat(64_000)))
                .on("sendTextStatus")
                .after(SLOW);
        bench.api().emulator().fault(large.times(LARGE_ANSWERS));
        bench.api().emulator().fault(slow.times(COMMANDS));
    }

    private static List<TestCommand> backlog() {
        return IntStream.range(0, COMMANDS)
                .mapToObj(i -> TestCommand.status("status " + i, Accounts.id(i % INSTANCES + 1))
                        .with(SMALL)
                        .with(LARGE))
                .toList();
    }

    /** Whether none of its partitions is read, since its memory is full. */
    private static boolean isFull(Fleet fleet, ChildWorker worker) throws IOException, InterruptedException {
        double paused = metric(fleet, worker, "metronome_intake_paused");
        return paused > 0 && metric(fleet, worker, "metronome_pending_bytes") > BOUND * 0.9;
    }

    private static double metric(Fleet fleet, ChildWorker worker, String name)
            throws IOException, InterruptedException {
        try {
            return fleet.metric(worker, name);
        } catch (IOException gone) {
            throw new AssertionError("a worker does not answer; it said " + worker.out() + worker.err(), gone);
        }
    }

    /** Asserts that what is on the heap is what is counted, and no more than check has asked for beside it. */
    private static void assertWithin(Need need, Fleet fleet, ChildWorker worker, String who)
            throws IOException, InterruptedException {
        worker.collectGarbage();
        double counted = metric(fleet, worker, "metronome_pending_bytes");
        double heap = metric(fleet, worker, "jvm_memory_used_bytes{area=\"heap\"");
        System.out.printf(
                "MemoryBoundIT: %s has %.1f MB on its heap of %d MB, and counts %.1f MB%n",
                who, heap / MB, need.heap() / MB, counted / MB);
        assertThat(heap - counted)
                .as("on the heap of %s beside what it counts", who)
                .isLessThan((double) need.besideCommands());
    }
}
