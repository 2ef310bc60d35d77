package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;

class AdminServerTest {
    private final SetGauges gauges = new SetGauges();
    private final Meters meters = new Meters(List.of(), gauges, "1.2.3");
    private final Scheduler render = Schedulers.newBoundedElastic(1, 4, "render");
    private final HttpClient client = HttpClient.newHttpClient();
    private long now;
    private boolean joined = true;
    private final Health health =
            new Health(() -> now, Duration.ofSeconds(60), gauges, List.of(), () -> joined, List::of);
    private AdminServer server;

    @BeforeEach
    void open() {
        server = new AdminServer("127.0.0.1", 0, meters, health, render, null);
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
        render.dispose();
        meters.close();
    }

    @Test
    void showsMetersInBothSpellings() throws Exception {
        HttpResponse<String> plain = get("/metrics");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.body())
                .contains("metronome_build_info{version=\"1.2.3\"} 1")
                .doesNotContain("# EOF");

        HttpResponse<String> open = send(
                request("/metrics").header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));
        assertThat(open.headers().firstValue("Content-Type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.body())
                .contains("metronome_build_info{version=\"1.2.3\"} 1")
                .endsWith("# EOF\n");
    }

    @Test
    void answersProbesWithAReason() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("ready: 0 of 0 assigned partitions restored\n");

        joined = false;
        now = Duration.ofMinutes(5).toNanos();
        assertThat(get("/livez").statusCode()).isEqualTo(503);
        assertThat(get("/livez").body()).isEqualTo("no progress: dispatcher for 300 s\n");
        assertThat(get("/readyz?verbose").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("not in the consumer group yet\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404, no such page",
        "GET, /metrics/, 404, no such page",
        "GET, /%2e%2e/etc/passwd, 404, no such page",
        "POST, /nothing, 404, no such page",
        "POST, /metrics, 405, only GET here",
        "DELETE, /livez, 405, only GET here"
    })
    void refusesInJson(String method, String path, int status, String error) throws Exception {
        HttpResponse<String> answer = send(request(path).method(method, BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}\n");
    }

    @Test
    void escapesWhatItSays() {
        assertThat(new String(Page.error(400, "a \"b\"\n").body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":\"a \\\"b\\\"\\n\"}\n");
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() throws Exception {
        HttpResponse<String> head = send(request("/livez").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void answersProbesWhileAScrapeIsStuckAndSaysWhenAPageFailed() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        render.schedule(() -> {
            try {
                stuck.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        var scrape = client.sendAsync(request("/metrics").build(), BodyHandlers.ofString());
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(scrape).isNotDone();
        stuck.countDown();
        assertThat(scrape).succeedsWithin(Duration.ofSeconds(10));

        render.dispose();
        HttpResponse<String> failed = get("/metrics");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).startsWith("{\"error\":");
    }

    @Test
    void freesItsPort() {
        int port = server.port();
        assertThatThrownBy(() -> new AdminServer("127.0.0.1", port, meters, health, render, null))
                .isInstanceOf(ChannelBindException.class);
        server.close();
        assertThatThrownBy(() -> get("/livez")).isInstanceOf(ConnectException.class);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10));
    }
}
