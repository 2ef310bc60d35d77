package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * From one worker to three, each replaced by a new one, and back to one: not a single call is repeated; with {@code
 * -Dmetronome.figures=true}.
 */
@EnabledIfSystemProperty(named = "metronome.figures", matches = "true")
class ScaleIT {
    private static final int INSTANCES = 200;
    private static final int PARTITIONS = 6;

    @TempDir
    private Path folder;

    @Test
    void repeatsNoCallWhileWorkersComeAndGo() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES))
                .partitions(PARTITIONS)
                .answersAfter(Duration.ofMillis(60));
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Fleet fleet = new Fleet(bench, PARTITIONS, Map.of())) {
            Load load = new Load(bench, INSTANCES);
            load.put(6);
            fleet.add();
            load.flow(2);
            step(bench, load, "one more worker", fleet::add);
            step(bench, load, "a third worker", fleet::add);
            for (ChildWorker old : fleet.running()) {
                step(bench, load, "one worker in place of another", () -> {
                    fleet.add();
                    fleet.stop(old);
                    fleet.settle();
                    return old;
                });
            }
            for (ChildWorker one : fleet.running().subList(1, 3)) {
                step(bench, load, "one worker less", () -> {
                    fleet.stop(one);
                    fleet.settle();
                    return one;
                });
            }
            bench.readAllReplies();
            fleet.stopAll();
            assertThat(bench.repeats().count()).as("repeated calls").isZero();
            bench.assertAllKept();
        }
    }

    private static void step(WorkerBench bench, Load load, String what, Callable<ChildWorker> change) throws Exception {
        load.keep(12);
        Instant start = Instant.now();
        change.call();
        Duration lasted = Duration.between(start, Instant.now());
        load.flow(3);
        Duration pause = Pauses.longest(bench.api().calls(), start, Instant.now());
        System.out.printf(
                "ScaleIT: %s, after %,d ms; no instance waited longer than %,d ms beyond its pace%n",
                what, lasted.toMillis(), pause.toMillis());
    }
}
