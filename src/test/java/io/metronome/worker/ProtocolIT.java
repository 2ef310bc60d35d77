package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-over and take-over under both of Kafka's group protocols. */
@Tag("full")
class ProtocolIT {
    private static final int INSTANCES = 30;
    private static final int PARTITIONS = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void handsOverWithoutARepeatedCallAndTakesOverWithFew(String protocol) throws Exception {
        Map<String, String> group = protocol.equals("consumer") ? Fleet.NEW_PROTOCOL : Fleet.SHORT_SESSION;
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES))
                .partitions(PARTITIONS)
                .answersAfter(Duration.ofMillis(60));
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Fleet fleet = new Fleet(bench, PARTITIONS, group)) {
            Load load = new Load(bench, INSTANCES);
            load.put(8);
            ChildWorker first = fleet.add();
            ChildWorker second = fleet.add();
            assertThat(fleet.metric(second, "metronome_partitions{state=\"ready\""))
                    .as("partitions of the second of two workers")
                    .isEqualTo(PARTITIONS / 2.0);
            load.keep(8);
            fleet.stop(first);
            fleet.settle();
            load.keep(8);
            load.flow(3);
            assertThat(bench.repeats().count())
                    .as("repeated calls after a scale-out and a stop")
                    .isZero();
            fleet.add();
            load.keep(8);
            load.rush();
            Hurt killed = fleet.kill(second);
            fleet.settle();
            Duration away = Duration.between(killed.begun(), Instant.now());
            load.flow(3);
            bench.readAllReplies();
            fleet.stopAll();
            RepeatedCalls repeats = bench.repeats();
            System.out.printf(
                    "ProtocolIT, %s: everything was served again %,d ms after a kill; %d calls were repeated, the oldest %d ms old%n",
                    protocol,
                    away.toMillis(),
                    repeats.count(),
                    repeats.oldest(killed).toMillis());
            repeats.assertOnlyAround(List.of(killed));
            bench.assertAllKept();
        }
    }
}
