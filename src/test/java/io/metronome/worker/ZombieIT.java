package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that is frozen until long after its partitions are another's, and then goes on as if no time had passed.
 * {@code -Dmetronome.zombie=5m} freezes it for so long; otherwise as long as its session lasts.
 */
class ZombieIT {
    private static final Duration FROZEN = Span.of("metronome.zombie");
    private static final int INSTANCES = 40;
    private static final int PARTITIONS = 4;
    /* One for each of the client's event loops, were it stopped between its last look at the lease and the write. */
    private static final int BETWEEN_CHECK_AND_WRITE =
            Math.max(4, Runtime.getRuntime().availableProcessors());
    /* A partition that it is given anew it serves a second after that at the soonest: what comes before is a zombie's. */
    private static final Duration AS_A_ZOMBIE = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void neitherWritesNorCallsWhenItsTimeIsOver() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES))
                .partitions(PARTITIONS)
                .answersAfter(Duration.ofMillis(60));
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Gate gate = new Gate(bench.api().emulator().url());
                Fleet fleet = new Fleet(bench, PARTITIONS, Fleet.SHORT_SESSION)) {
            Load load = new Load(bench, INSTANCES);
            load.put(10);
            ChildWorker zombie = fleet.addTwo(gate);
            load.keep(10);
            load.flow(2);
            load.rush();
            Hurt frozen = fleet.freeze(zombie);
            fleet.settle();
            load.keep(10);
            load.flow(3);
            while (Duration.between(frozen.done(), Instant.now()).compareTo(FROZEN) < 0) {
                load.keep(10);
                load.flow(1);
            }
            load.keep(10);
            Instant thawed = Instant.now();
            fleet.thaw(zombie);
            await().atMost(WorkerBench.PATIENCE).until(() -> Instant.now().isAfter(thawed.plus(AS_A_ZOMBIE)));
            List<Instant> late = gate.between(thawed, thawed.plus(AS_A_ZOMBIE));
            fleet.settle();
            load.flow(3);
            bench.readAllReplies();
            assertThat(gate.between(thawed, Instant.now()))
                    .as("calls of the thawed worker when it is a member again")
                    .isNotEmpty();
            fleet.stopAll();
            RepeatedCalls repeats = bench.repeats();
            long takenOver = repeats.of(frozen);
            System.out.printf(
                    "ZombieIT: frozen for %,d ms; %d calls as a zombie, %d calls repeated by the one that took over%n",
                    Duration.between(frozen.done(), thawed).toMillis(), late.size(), takenOver);
            assertThat(late).as("calls of a zombie").hasSizeLessThanOrEqualTo(BETWEEN_CHECK_AND_WRITE);
            List<Hurt> hurts = new ArrayList<>(fleet.hurts());
            hurts.addAll(fleet.expulsions(zombie));
            List<String> without = repeats.without(hurts);
            assertThat(without)
                    .as("calls repeated that were not under way at %s; late: %s; %s", hurts, late, fleet.logs())
                    .hasSizeLessThanOrEqualTo(late.size());
            bench.assertAllKept();
        }
    }
}
