package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another client fences a worker's producer, under load: the worker takes a new producer and restores from the ledger. */
@Tag("full")
class FencedIT {
    private static final int INSTANCES = 40;
    private static final int PARTITIONS = 4;

    @TempDir
    private Path folder;

    @Test
    void goesOnUnderANewProducerAndLosesNothing() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES))
                .partitions(PARTITIONS)
                .answersAfter(Duration.ofMillis(60));
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Fleet fleet = new Fleet(bench, PARTITIONS, Fleet.SHORT_SESSION)) {
            Load load = new Load(bench, INSTANCES);
            load.put(20);
            ChildWorker worker = fleet.add();
            load.flow(2);
            List<String> before = writers(bench);
            assertThat(before).hasSize(1);
            load.rush();
            Hurt fenced =
                    Hurt.by(() -> bench.admin().fenceProducers(before).all().get());
            bench.readAllReplies();
            assertThat(worker.isAlive()).as("the same process as before").isTrue();
            assertThat(worker.err()
                            .lines()
                            .filter(line -> line.contains("it is replaced and every partition restored")))
                    .as("what it said")
                    .hasSize(1);
            assertThat(writers(bench)).hasSize(2);
            fleet.stopAll();
            RepeatedCalls repeats = bench.repeats();
            System.out.printf(
                    "FencedIT: %d calls repeated, the longest pause of an instance %,d ms%n",
                    repeats.count(),
                    Pauses.longest(bench.api().calls(), fenced.begun(), Instant.now())
                            .toMillis());
            // Until a checkpoint fails nothing tells, and for a second of that calls may start.
            repeats.assertOnlyAround(List.of(fenced.plus(Duration.ofSeconds(2))));
            bench.assertAllKept();
        }
    }

    private static List<String> writers(WorkerBench bench) throws Exception {
        return bench.admin().listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(bench.topics().group() + "-"))
                .toList();
    }
}
