package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.sandbox.EmbeddedBroker;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker that starts before its cluster waits for it. */
@Timeout(300)
class KafkaMissingIT {
    @TempDir
    private Path folder;

    @Test
    @Tag("full")
    void theWorkerIsAliveAndNotReadyAndEndsWellOnSigterm() throws Exception {
        Path instances = Files.writeString(
                folder.resolve("instances.yaml"),
                "instances: [{id: 1101000001, token: t, api-url: 'https://api.green-api.com'}]\n");
        Path config = Files.writeString(
                folder.resolve("metronome.yaml"),
                "metronome: {kafka: {bootstrap-servers: '127.0.0.1:1'}, instances: {file: '" + instances
                        + "'}, http: {host: 127.0.0.1, port: 0}}\n");
        try (ChildWorker worker = ChildWorker.start(folder, Map.of(), "run", "--config", config.toString())) {
            String url = worker.url();
            assertThat(Pages.get(url + "/livez").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = Pages.get(url + "/readyz");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("waits for Kafka", "127.0.0.1:1");
            assertThat(worker.stop())
                    .as("exit code after SIGTERM: %s", worker.err())
                    .isZero();
        }
    }

    @Test
    @Tag("full")
    void theWorkerGoesOnByItselfWhenKafkaComes() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start();
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(1)).partitions(1);
        try (WorkerBench bench = new WorkerBench(folder, setting, Cluster.of(broker))) {
            broker.stop(1);
            try (ChildWorker worker = bench.child()) {
                String url = worker.url();
                await().atMost(WorkerBench.PATIENCE)
                        .until(() ->
                                worker.err().contains("WARN") && worker.err().contains("waits for Kafka"));
                assertThat(Pages.get(url + "/livez").statusCode()).isEqualTo(200);
                assertThat(Pages.get(url + "/readyz").statusCode()).isEqualTo(503);
                broker.restart(1);
                bench.office().put(List.of(TestCommand.status("at last", Accounts.id(1))));
                bench.readAllReplies();
                Pages.awaitReady(url);
                assertThat(worker.url()).as("its pages are where they were").isEqualTo(url);
                assertThat(worker.stop()).as(worker.err()).isZero();
            }
            bench.assertAllKept();
        }
    }
}
