package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.contract.Schemas;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.sandbox.SandboxWorker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The admin API of real workers: what waits, why, and how it ended, from whichever worker is asked. */
class AdminApiIT {
    private static final String ADMIN_TOKEN = "0123456789abcdef0123456789abcdef";
    private static final int COUNT = 6;

    @TempDir
    private Path folder;

    @Test
    void answersFromWhicheverWorkerIsAsked() throws Exception {
        assertAnswersFromWhicheverWorkerIsAsked(BenchConfig.of(Accounts.whatsapp(COUNT)));
    }

    @Test
    @Tag("full")
    void answersUnderTheOtherGroupProtocol() throws Exception {
        assertAnswersFromWhicheverWorkerIsAsked(
                BenchConfig.of(Accounts.whatsapp(COUNT)).configured("kafka.properties.group.protocol: consumer"));
    }

    private void assertAnswersFromWhicheverWorkerIsAsked(BenchConfig plain) throws Exception {
        List<EmulatedInstance> instances = plain.instances();
        BenchConfig setting = plain.configured("http.admin-token: " + ADMIN_TOKEN);
        for (EmulatedInstance instance : instances) {
            setting = setting.ownDelay(instance.id(), "1h");
        }
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            for (EmulatedInstance instance : instances) {
                bench.office()
                        .put(IntStream.range(0, 3)
                                .mapToObj(i -> TestCommand.status(instance.id() + "/" + i, instance.id()))
                                .toList());
            }
            bench.whileWorking(one -> {
                bench.readReplies(COUNT);
                bench.whileWorking(two -> {
                    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertIsShared(one, two));
                    for (EmulatedInstance instance : instances) {
                        // Right after a rebalance a worker may still ask the former owner, and answer 503.
                        await().atMost(Duration.ofSeconds(30))
                                .untilAsserted(() -> assertTellsTheSame(instance, one, two));
                    }
                    assertObeysWhicheverWorkerIsAsked(instances.getFirst().id(), one, two);
                    assertShowsTheSameBoard(instances, one, two);
                    assertTellsNoSecret(instances, one, two);
                });
            });
        }
    }

    /** Both are ready, and each has partitions. */
    private static void assertIsShared(SandboxWorker one, SandboxWorker two) throws Exception {
        JsonNode workers = json(one.url() + "/workers");
        assertThat(workers.path("workers")).hasSize(2);
        assertThat(workers.path("silent")).isEmpty();
        for (JsonNode worker : workers.path("workers")) {
            assertThat(worker.path("partitions")).isNotEmpty();
            assertThat(worker.path("ready").asBoolean()).isTrue();
        }
        assertThat(json(two.url() + "/instances").path("total").asInt()).isEqualTo(COUNT);
        assertThat(json(two.url() + "/instances").has("missing")).isFalse();
    }

    private static void assertTellsTheSame(EmulatedInstance instance, SandboxWorker... workers) throws Exception {
        for (SandboxWorker worker : workers) {
            JsonNode detail = json(worker.url() + "/instances/" + instance.id());
            assertThat(detail.path("state").asString()).isEqualTo("active");
            assertThat(detail.at("/backlog/normal").asInt()).isEqualTo(2);
            assertThat(detail.path("delayMillis").asInt()).isEqualTo(3_600_000);
            assertThat(detail.path("delaySource").asString()).isEqualTo("instances-file");
            assertThat(detail.at("/queue/1/commandId").asString()).isEqualTo(instance.id() + "/2");

            JsonNode last = json(worker.url() + "/commands/" + instance.id() + "/" + instance.id() + "%2F2");
            assertThat(last.path("state").asString()).isEqualTo("waiting");
            assertThat(last.at("/why/reason").asString()).isEqualTo("PACE");
            assertThat(last.at("/why/ahead").asInt()).isEqualTo(1);
            assertThat(last.path("sentence").asString()).startsWith("1 command ahead at a pace of 1 h; expected at ");
            Instant expected = Instant.parse(last.path("expectedAt").asString());
            assertThat(expected)
                    .isBetween(Instant.now().plusSeconds(6_000), Instant.now().plusSeconds(7_205));
        }
    }

    private static void assertObeysWhicheverWorkerIsAsked(String instance, SandboxWorker one, SandboxWorker two)
            throws Exception {
        for (SandboxWorker asked : List.of(one, two)) {
            change(asked, "POST", "/instances/" + instance + "/pause", "{\"reason\":\"a look at it\"}");
            awaitReason(instance, "PAUSED", one, two);
            change(asked, "POST", "/instances/" + instance + "/resume", "");
            awaitReason(instance, "PACE", one, two);
        }
        change(two, "DELETE", "/commands/" + instance + "/" + instance + "%2F2", "");
        change(one, "POST", "/instances/" + instance + "/purge", "");
        for (SandboxWorker worker : List.of(one, two)) {
            for (int i = 1; i <= 2; i++) {
                String command = worker.url() + "/commands/" + instance + "/" + instance + "%2F" + i;
                await().untilAsserted(() ->
                        assertThat(json(command).path("reason").asString()).isEqualTo("CANCELLED"));
            }
        }
    }

    private static void awaitReason(String instance, String reason, SandboxWorker... workers) {
        for (SandboxWorker worker : workers) {
            String command = worker.url() + "/commands/" + instance + "/" + instance + "%2F1";
            await().untilAsserted(() ->
                    assertThat(json(command).at("/why/reason").asString()).isEqualTo(reason));
        }
    }

    private static void change(SandboxWorker worker, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(worker.url() + path))
                .header("Authorization", "Bearer " + ADMIN_TOKEN)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }

    /** The board of each worker shows all instances, both workers, and what operators did. */
    private static void assertShowsTheSameBoard(List<EmulatedInstance> instances, SandboxWorker... workers) {
        for (SandboxWorker worker : workers) {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                String board = Pages.get(worker.url() + "/").body();
                assertThat(board)
                        .contains("nothing lost", COUNT + " of " + COUNT + " instances", "purged below offset");
                assertThat(board.split("✓</span> ready", -1)).hasSize(workers.length + 1);
                for (EmulatedInstance instance : instances) {
                    assertThat(board).contains("?instance=" + instance.id());
                }
            });
        }
    }

    private static void assertTellsNoSecret(List<EmulatedInstance> instances, SandboxWorker... workers)
            throws Exception {
        List<String> paths = new ArrayList<>(List.of(
                "/",
                "/board.json?sort=backlog",
                "/audit",
                "/livez",
                "/readyz",
                "/metrics",
                "/instances?sort=backlog",
                "/workers",
                "/openapi.json",
                "/nothing"));
        for (EmulatedInstance instance : instances) {
            paths.add("/instances/" + instance.id());
            paths.add("/?instance=" + instance.id());
            for (int i = 0; i < 3; i++) {
                paths.add("/commands/" + instance.id() + "/" + instance.id() + "%2F" + i);
            }
        }
        for (SandboxWorker worker : workers) {
            for (String path : paths) {
                String answer = Pages.get(worker.url() + path).body();
                assertThat(answer.contains(ADMIN_TOKEN)).as(path).isFalse();
                for (EmulatedInstance instance : instances) {
                    assertThat(answer.contains(instance.token().reveal()))
                            .as(path)
                            .isFalse();
                }
            }
        }
    }

    private static JsonNode json(String url) throws Exception {
        HttpResponse<String> answer = Pages.get(url);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Schemas.read(answer.body());
    }
}
