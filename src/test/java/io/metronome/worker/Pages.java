package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A worker's pages, as an orchestrator asks for them. */
final class Pages {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Pages() {}

    static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Waits until the worker at that address is ready with those words. A command may be answered before: by an owner
     * whose group rebalances, or before every thread that had lost Kafka has found it again.
     */
    static void awaitReady(String url, String... words) {
        await().atMost(WorkerBench.PATIENCE).untilAsserted(() -> {
            HttpResponse<String> page = get(url + "/readyz");
            assertThat(page.body()).startsWith("ready: ");
            assertThat(List.of(words))
                    .allSatisfy(word -> assertThat(page.body()).contains(word));
            assertThat(page.statusCode()).isEqualTo(200);
        });
    }
}
