package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.emulator.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long gap outlives the worker that opened it, also one that was killed before it could say that it had called. */
@Tag("full")
class LongGapIT {
    private static final String CALLED = Accounts.id(1);
    private static final String BESIDE = Accounts.id(2);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    @Test
    void outlivesAKillInTheMomentOfTheCall() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(2)).partitions(1).ownDelay(CALLED, "20m");
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Fleet fleet = new Fleet(bench, 1, Fleet.SHORT_SESSION)) {
            ChildWorker worker = fleet.add();
            // The kill comes before the answer, however long it takes to come.
            bench.api()
                    .emulator()
                    .fault(Fault.delaying(Duration.ofSeconds(60)).at(CALLED).on("sendTextStatus"));
            bench.office().putAside(TestCommand.status("first", CALLED));
            bench.office().putAside(TestCommand.status("second", CALLED));
            await().atMost(WorkerBench.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> bench.api().calls(CALLED).size() == 1);
            fleet.kill(worker);
            assertThat(bench.office().takeAll()).as("replies before the kill").isEmpty();
            fleet.add();
            Instant taken = Instant.now();
            // A neighbour with a short gap is served: the partition is open.
            bench.office().put(List.of(TestCommand.status("beside", BESIDE)));
            bench.readAllReplies();
            await().atMost(WorkerBench.PATIENCE).until(() -> Instant.now().isAfter(taken.plus(LONG_ENOUGH)));
            assertThat(bench.api().calls(CALLED))
                    .as("calls of an instance with a delay of 20 min")
                    .hasSize(1);
            fleet.stopAll();
        }
    }
}
