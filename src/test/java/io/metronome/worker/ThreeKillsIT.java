package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.guarantee.CallSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Three of three workers are killed, one after the other, under load; with {@code -Dmetronome.figures=true}. */
@EnabledIfSystemProperty(named = "metronome.figures", matches = "true")
class ThreeKillsIT {
    private static final int INSTANCES = 200;
    private static final int PARTITIONS = 12;
    private static final int KILLS = 3;
    private static final Duration ANSWER = Duration.ofMillis(60);

    @TempDir
    private Path folder;

    @Test
    void losesNothingAndRepeatsLittle() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES))
                .partitions(PARTITIONS)
                .answersAfter(ANSWER);
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Fleet fleet = new Fleet(bench, PARTITIONS, Map.of())) {
            Load load = new Load(bench, INSTANCES);
            load.put(10);
            for (int i = 0; i < KILLS; i++) {
                fleet.add();
            }
            for (int i = 0; i < KILLS; i++) {
                load.keep(20);
                load.flow(6);
                load.rush();
                Hurt killed = fleet.kill(fleet.running().getFirst());
                fleet.settle();
                Duration away = Duration.between(killed.begun(), Instant.now());
                load.flow(2);
                tell(bench, killed, away);
                fleet.add();
            }
            bench.readAllReplies();
            fleet.stopAll();
            RepeatedCalls repeats = bench.repeats();
            System.out.printf(
                    "ThreeKillsIT: %,d commands, %,d calls, %d repeated in all; worst stall %d ms%n",
                    bench.office().posted().size(),
                    bench.api().calls().size(),
                    repeats.count(),
                    bench.stalls().worst().toMillis());
            repeats.assertOnlyAround(fleet.hurts());
            bench.assertAllKept();
        }
    }

    private static void tell(WorkerBench bench, Hurt killed, Duration away) {
        List<CallSeen> calls = bench.api().calls();
        RepeatedCalls repeats = bench.repeats();
        long lastSecond = calls.stream()
                .filter(call -> call.at().isAfter(killed.begun().minusSeconds(1))
                        && call.at().isBefore(killed.done()))
                .count();
        Duration pause = Pauses.longest(calls, killed.begun(), Instant.now());
        System.out.printf(
                "ThreeKillsIT: one of three killed at %d calls/s: %d calls repeated, the oldest %d ms old; everything"
                        + " served again after %,d ms, the longest pause of an instance %,d ms%n",
                lastSecond, repeats.of(killed), repeats.oldest(killed).toMillis(), away.toMillis(), pause.toMillis());
        assertThat(repeats.of(killed)).as("repeated calls").isLessThanOrEqualTo(lastSecond);
    }
}
