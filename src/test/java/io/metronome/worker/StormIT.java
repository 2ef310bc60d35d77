package io.metronome.worker;

import io.metronome.sandbox.EmbeddedBroker;
import io.metronome.worker.Storm.Mischief;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three workers on three brokers, and everything that can happen to them: kill -9, frozen beyond the session, brokers that
 * restart. With {@code -Dmetronome.soak=10m} random mischief for so long; {@code -Dmetronome.seed=N} repeats one.
 */
@Tag("full")
class StormIT {
    private static final Duration SOAK = Span.of("metronome.soak");
    private static final long SEED = Long.getLong("metronome.seed", System.nanoTime());
    private static final int INSTANCES = 60;
    private static final int PARTITIONS = 6;
    private static final Duration ANSWER = Duration.ofMillis(60);

    @TempDir
    private Path folder;

    @Test
    void keepsEveryPromiseWhateverHappens() throws Exception {
        System.out.println("StormIT: -Dmetronome.seed=" + SEED);
        Random random = new Random(SEED);
        EmbeddedBroker cluster = EmbeddedBroker.start(3);
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES))
                .partitions(PARTITIONS)
                .answersAfter(ANSWER);
        try (WorkerBench bench = new WorkerBench(folder, setting, Cluster.of(cluster));
                Fleet fleet = new Fleet(bench, PARTITIONS, Fleet.SHORT_SESSION)) {
            Load load = new Load(bench, INSTANCES);
            load.put(4);
            for (int i = 0; i < 3; i++) {
                fleet.add();
            }
            blow(new Storm(fleet, load, cluster, random), random);
            bench.readAllReplies();
            fleet.stopAll();
            RepeatedCalls repeats = bench.repeats();
            System.out.printf(
                    "StormIT: %,d commands, %d workers hurt, %d calls repeated%n",
                    bench.office().posted().size(), fleet.hurts().size(), repeats.count());
            repeats.assertOnlyAround(fleet.hurts());
            bench.assertAllKept();
        }
    }

    private static void blow(Storm storm, Random random) throws Exception {
        if (SOAK.isZero()) {
            for (Mischief mischief : List.of(Mischief.KILL, Mischief.FREEZE, Mischief.RESTART_BROKERS)) {
                storm.strike(mischief);
            }
        } else {
            List<Mischief> kinds = List.of(Mischief.values());
            long end = System.nanoTime() + SOAK.toNanos();
            while (System.nanoTime() < end) {
                storm.strike(kinds.get(random.nextInt(kinds.size())));
            }
        }
    }
}
