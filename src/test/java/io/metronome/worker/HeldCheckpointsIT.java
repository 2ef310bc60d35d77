package io.metronome.worker;

import static io.metronome.worker.RefusalBench.awaitReady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.sandbox.SandboxWorker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Topics of metronome itself that accept nothing for a while. The checkpoint waits, nothing is lost, and the worker says
 * what to do: see the package's table.
 */
@Tag("embedded")
@Timeout(180)
class HeldCheckpointsIT {
    @TempDir
    private Path folder;

    static Stream<HeldCheckpoint> all() {
        return HeldCheckpoint.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @Tag("full")
    void isHeldUntilTheTopicIsMended(HeldCheckpoint row) throws Exception {
        held(row);
    }

    @Test
    void isHeldWhileTheResultsMayNotBeWritten() throws Exception {
        held(HeldCheckpoint.denied("results"));
    }

    private void held(HeldCheckpoint row) throws Exception {
        try (RefusalBench refusal = new RefusalBench(folder)) {
            WorkerBench bench = refusal.bench();
            String topic = row.topic().apply(bench.topics());
            bench.whileWorking(worker -> {
                awaitReady(worker, 200, "ready: ");
                row.begin().of(refusal.faults(), topic);
                awaitHeld(refusal, worker, topic, row.advice());
                assertThat(Metrics.sum(worker.url(), "metronome_checkpoints_refused"))
                        .isEqualTo(1);
                assertThat(Pages.get(worker.url() + "/livez").statusCode()).isEqualTo(200);
                refusal.log().assertSaid("The topic " + topic + " accepts no checkpoint", row.advice());
                row.end().of(refusal.faults(), topic);
                bench.readAllReplies();
                await().atMost(WorkerBench.PATIENCE)
                        .until(() -> Metrics.sum(worker.url(), "metronome_checkpoints_refused") == 0);
                assertThat(Metrics.sum(worker.url(), "metronome_lost_replies_total"))
                        .isZero();
                if (row.isReadyAfterwards()) {
                    awaitReady(worker, 200, "ready: ");
                } else {
                    awaitReady(worker, 503, "the topic " + topic + " was re-created", "Do not restart the worker");
                    refusal.log().assertSaid("The ledger is not complete", topic);
                }
                refusal.assertGoodOn(bench.topics().results());
            });
            refusal.assertAnsweredOnce();
        }
    }

    /* One more record each time: a broker may learn of its orders a moment late. */
    private static void awaitHeld(RefusalBench refusal, SandboxWorker worker, String topic, String advice) {
        await().atMost(WorkerBench.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> {
                    refusal.put(refusal.junk(), List.of(refusal.good()));
                    HttpResponse<String> ready = Pages.get(worker.url() + "/readyz");
                    assertThat(ready.body()).contains("the topic " + topic + " accepts no checkpoint", advice);
                    assertThat(ready.statusCode()).isEqualTo(503);
                });
    }
}
