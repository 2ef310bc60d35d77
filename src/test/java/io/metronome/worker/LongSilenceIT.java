package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.sandbox.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka is away for longer than a loop of the worker may stand still. That is no reason to restart the worker, so
 * {@code /livez} says 200 all the time, and the worker goes on when Kafka is back.
 */
@Tag("full")
@Timeout(400)
class LongSilenceIT {
    /* A minute and the grace: /livez says 503 when a loop has not turned for so long. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(60).plus(GRACE);
    private static final Duration AWAY = LIMIT.plusSeconds(12);

    @TempDir
    private Path folder;

    @Test
    void staysAliveForLongerThanALoopMayStandStill() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start();
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(1))
                .partitions(1)
                .configured("delivery: {timeout: 5s}")
                .configured("shutdown-grace: " + GRACE.toSeconds() + "s");
        try (WorkerBench bench = new WorkerBench(folder, setting, Cluster.of(broker));
                ChildWorker worker = bench.child()) {
            String url = worker.url();
            bench.office().put(List.of(TestCommand.status("before", Accounts.id(1))));
            bench.readAllReplies();
            Pages.awaitReady(url);

            broker.stop(1);
            Instant gone = Instant.now();
            List<Integer> ready = new ArrayList<>();
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(AWAY.multipliedBy(2))
                    .until(() -> {
                        assertThat(Pages.get(url + "/livez").statusCode())
                                .as("/livez after %s", Duration.between(gone, Instant.now()))
                                .isEqualTo(200);
                        ready.add(Pages.get(url + "/readyz").statusCode());
                        return Duration.between(gone, Instant.now()).compareTo(AWAY) > 0;
                    });
            assertThat(ready.getLast())
                    .as("/readyz in the end, after %s", ready)
                    .isEqualTo(503);
            broker.restart(1);

            bench.office().put(List.of(TestCommand.status("after", Accounts.id(1))));
            bench.readAllReplies();
            assertThat(Pages.get(url + "/livez").statusCode()).isEqualTo(200);
            Pages.awaitReady(url);
            assertThat(worker.stop()).as(worker.err()).isZero();
            bench.assertAllKept();
            assertThat(bench.repeats().count()).as("repeated calls").isZero();
        }
    }
}
