package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a worker takes to know what waits, and the heap it needs; with {@code -Dmetronome.figures=true}. */
@EnabledIfSystemProperty(named = "metronome.figures", matches = "true")
class RestoreTimeIT {
    private static final int INSTANCES = 1_000;
    private static final int PARTITIONS = 12;
    private static final int ROUND = 10_000;
    private static final Duration A_LONG_TIME = Duration.ofMinutes(8);
    private static final Map<String, String> ROOMY =
            Map.of("JAVA_OPTS", "-Xmx4g", "METRONOME_INTAKE_MAX_PENDING_BYTES", "3GB");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000, 1_000_000})
    void restoresWhatWaits(int commands) throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES)).partitions(PARTITIONS);
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Fleet fleet = new Fleet(bench, PARTITIONS, ROOMY)) {
            ChildWorker first = fleet.add();
            long start = System.nanoTime();
            for (int round = 0; round < commands; round += ROUND) {
                bench.office().putAside(later(round));
            }
            await().atMost(A_LONG_TIME).until(() -> committed(bench) == commands);
            double taken = seconds(start);
            awaitPending(fleet, first, commands);
            fleet.stop(first);
            ChildWorker second = fleet.add();
            awaitPending(fleet, second, commands);
            double longest = fleet.metric(second, "metronome_restore_duration_seconds_max");
            second.collectGarbage();
            double heap = fleet.metric(second, "jvm_memory_used_bytes{area=\"heap\"");
            System.out.printf(
                    "RestoreTimeIT: %,d commands of %,d instances on %d partitions were read and put down in %.1f s, restored"
                            + " in %.2f s, with %.0f MB of heap in use afterwards (%.0f bytes each)%n",
                    commands, INSTANCES, PARTITIONS, taken, longest, heap / (1 << 20), heap / commands);
            fleet.stopAll();
        }
    }

    private static void awaitPending(Fleet fleet, ChildWorker worker, int commands) {
        await().atMost(A_LONG_TIME)
                .untilAsserted(() -> assertThat(fleet.metric(worker, "metronome_pending_commands"))
                        .isEqualTo(commands));
    }

    /** Commands whose time is tomorrow. */
    private static List<TestCommand> later(int from) {
        String tomorrow = "\"" + Instant.now().plus(Duration.ofDays(1)) + "\"";
        return IntStream.range(from, from + ROUND)
                .mapToObj(i -> TestCommand.status("status " + i, Accounts.id(i % INSTANCES + 1))
                        .with("notBefore", tomorrow))
                .toList();
    }

    private static long committed(WorkerBench bench) throws Exception {
        return bench
                .admin()
                .listConsumerGroupOffsets(bench.topics().group())
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
