package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.guarantee.CallSeen;
import io.metronome.sandbox.BrokerProcess;
import io.metronome.sandbox.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes silent under load: stopped, so that nobody listens, or frozen, so that nobody answers. */
@Tag("full")
class SilenceIT {
    private static final int INSTANCES = 60;
    private static final int PARTITIONS = 3;
    /* Longer than the lease by far, and than the session. */
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(3);
    /* What was under way may take as long to arrive. */
    private static final Duration WAY = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    @Test
    void outlastsAKafkaThatNobodyCanConnectTo() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start();
        assertThat(outlast(Cluster.of(broker), () -> broker.stop(1), () -> broker.restart(1)))
                .as("repeated calls")
                .isZero();
    }

    /* A coordinator that wakes up may find the worker's session over, and take its partitions: then what was answered
     * while nothing could be saved is called again. */
    @Test
    void outlastsAKafkaThatDoesNotAnswer() throws Exception {
        BrokerProcess brokers = BrokerProcess.start(1);
        outlast(Cluster.of(brokers), brokers::freeze, brokers::thaw);
    }

    private int outlast(Cluster cluster, Runnable away, Runnable back) throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES))
                .partitions(PARTITIONS)
                .answersAfter(Duration.ofMillis(60));
        try (WorkerBench bench = new WorkerBench(folder, setting, cluster);
                Fleet fleet = new Fleet(bench, PARTITIONS, Fleet.SHORT_SESSION)) {
            Load load = new Load(bench, INSTANCES);
            load.put(30);
            ChildWorker worker = fleet.add();
            load.flow(4);
            load.rush();
            Hurt gone = Hurt.by(away::run);
            Instant silent = gone.done();
            await().atMost(WorkerBench.PATIENCE)
                    .until(() -> Duration.between(silent, Instant.now()).compareTo(SILENCE) > 0);
            double heap = fleet.metric(worker, "jvm_memory_used_bytes{area=\"heap\"");
            Instant heard = Instant.now();
            back.run();
            Instant served = firstAfter(bench, heard);
            bench.readAllReplies();
            assertThat(worker.isAlive()).as("the same process as before").isTrue();
            assertThat(worker.err().lines().filter(line -> line.contains("ERROR")))
                    .as("what it found worth an error")
                    .isEmpty();
            fleet.stopAll();
            List<CallSeen> during = bench.api().calls().stream()
                    .filter(call -> call.at().isAfter(silent) && call.at().isBefore(heard))
                    .toList();
            // None at all where this machine was so busy that the lease had run out before Kafka was gone.
            Instant last = during.isEmpty() ? silent : during.getLast().at();
            RepeatedCalls repeats = bench.repeats();
            System.out.printf(
                    "SilenceIT: %d calls in the silence of %,d ms, the last after %,d ms; the next %,d ms after its end;"
                            + " %d calls repeated, %.0f MB of heap used%n",
                    during.size(),
                    Duration.between(silent, heard).toMillis(),
                    Duration.between(silent, last).toMillis(),
                    Duration.between(heard, served).toMillis(),
                    repeats.count(),
                    heap / (1 << 20));
            assertThat(Duration.between(silent, last))
                    .as("from the beginning of the silence to its last call")
                    .isLessThan(LEASE.plus(WAY).plus(bench.stalls().worst()));
            repeats.assertOnlyAround(List.of(new Hurt(gone.begun(), last)));
            bench.assertAllKept();
            return repeats.count();
        }
    }

    private static Instant firstAfter(WorkerBench bench, Instant heard) {
        return await().atMost(WorkerBench.PATIENCE)
                .until(
                        () -> bench.api().calls().stream()
                                .map(CallSeen::at)
                                .filter(at -> at.isAfter(heard))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
