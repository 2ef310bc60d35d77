package io.metronome.observe.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A worker asks another one for instances that it does not own. The other one may say anything. */
class OtherWorkersTest {
    private static final String PATH = "/instances/" + FixedViews.ELSEWHERE;

    private final AtomicReference<@Nullable URI> other = new AtomicReference<>();

    @AutoClose
    private final ApiBench second = ApiBench.opened("member-2", new FixedViews(true), this::group);

    @AutoClose
    private final ApiBench first = ApiBench.opened("member-1", new FixedViews(false), this::group);

    OtherWorkersTest() {
        other.set(second.url());
    }

    private Mono<List<Peer>> group() {
        return Mono.just(List.of(
                new Peer("member-1", URI.create("http://127.0.0.1:1"), Set.of(0, 1, 2, 4)),
                new Peer("member-2", other.get(), Set.of(3))));
    }

    @Test
    void asksTheOwner() throws Exception {
        HttpResponse<String> answer = first.get(PATH);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(second.get(PATH).body());
        assertThat(first.get("/commands/" + FixedViews.ELSEWHERE + "/waiting").body())
                .isEqualTo(second.get("/commands/" + FixedViews.ELSEWHERE + "/waiting")
                        .body())
                .contains("14 commands ahead");
        assertThat(first.get("/commands/" + FixedViews.ELSEWHERE + "/a%2Fb").body())
                .contains("\"commandId\":\"a/b\",\"state\":\"accepted\"");
        assertThat(first.get("/commands/" + FixedViews.ELSEWHERE + "/nothing").statusCode())
                .isEqualTo(404);
    }

    @Test
    void putsListsTogether() throws Exception {
        HttpResponse<String> all = first.get("/instances?sort=backlog&limit=2");
        assertThat(all.body())
                .containsSubsequence("\"id\":\"1101000001\"", "\"id\":\"1101000003\"", "\"total\":3", "\"next\":")
                .doesNotContain("missing");
        assertThat(first.get("/workers").body())
                .containsSubsequence("\"member\":\"member-1\"", "\"member\":\"member-2\"", "\"silent\":[]");

        other.set(URI.create("http://127.0.0.1:1"));
        assertThat(first.get("/instances").body()).endsWith("\"total\":2,\"missing\":[\"member-2\"]}");
        assertThat(first.get("/workers").body()).endsWith("\"silent\":[\"member-2\"]}");
        assertThat(first.get(PATH).statusCode()).isEqualTo(503);
        other.set(null);
        assertThat(first.get(PATH).body()).contains("http.advertised-url");
    }

    @Test
    void passesNothingOnTwice() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer counting = answering(421, "{}".getBytes(UTF_8), requests);
        try {
            HttpResponse<String> passedOn = first.send(first.request(PATH).header("Metronome-Forwarded", "1"));
            assertThat(passedOn.statusCode()).isEqualTo(421);
            assertThat(first.send(first.request("/instances").header("Metronome-Forwarded", "1"))
                            .body())
                    .endsWith("\"total\":2}");
            assertThat(first.send(first.request("/workers").header("Metronome-Forwarded", "1"))
                            .body())
                    .doesNotContain("member-2");
            assertThat(requests).hasValue(0);
            assertThat(first.get(PATH).statusCode()).isEqualTo(503);
            assertThat(requests).hasValue(1);
        } finally {
            counting.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "null",
                "{\"id\":\"1\"}",
                "{\"id\":\"<script>\",\"partition\":1,\"state\":\"idle\",\"backlog\":{\"high\":0,\"normal\":0,\"bulk\":0},"
                        + "\"inFlight\":0,\"delaySource\":\"ledger\",\"queue\":[],\"outcomes\":[]}",
                "{\"id\":\"1\",\"partition\":-1,\"state\":\"idle\",\"backlog\":{\"high\":0,\"normal\":0,\"bulk\":0},"
                        + "\"inFlight\":0,\"delaySource\":\"ledger\",\"queue\":[],\"outcomes\":[]}",
                "{\"id\":\"1\",\"partition\":1,\"state\":\"idle\",\"backlog\":{\"high\":0,\"normal\":0,\"bulk\":0},"
                        + "\"inFlight\":0,\"delaySource\":\"ledger\",\"queue\":[],\"outcomes\":[],\"emptyAt\":\"soon\"}"
            })
    void believesNoAnswerThatItCannotRead(String body) throws Exception {
        HttpServer hostile = answering(200, body.getBytes(UTF_8), new AtomicInteger());
        try {
            HttpResponse<String> answer = first.get(PATH);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).startsWith("{\"error\":").doesNotContain("script");
        } finally {
            hostile.stop(0);
        }
    }

    @Test
    void passesOnNoFieldThatItDoesNotKnow() throws Exception {
        String good = second.get(PATH).body();
        byte[] more = good.replaceFirst("\\{", "{\"token\":\"secret\",").getBytes(UTF_8);
        HttpServer talkative = answering(200, more, new AtomicInteger());
        try {
            assertThat(first.get(PATH).body()).isEqualTo(good);
        } finally {
            talkative.stop(0);
        }
    }

    @Test
    void readsNoEndlessAnswerFollowsNoRedirectAndWaitsForNobody() throws Exception {
        HttpServer endless = answering(200, "[".repeat(5 << 20).getBytes(UTF_8), new AtomicInteger());
        assertThat(first.get(PATH).statusCode()).isEqualTo(503);
        endless.stop(0);
        HttpServer elsewhere = answering(302, new byte[0], new AtomicInteger());
        assertThat(first.get(PATH).statusCode()).isEqualTo(503);
        elsewhere.stop(0);

        CountDownLatch end = new CountDownLatch(1);
        HttpServer silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext("/", exchange -> {
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        silent.start();
        other.set(URI.create("http://127.0.0.1:" + silent.getAddress().getPort()));
        long before = System.nanoTime();
        assertThat(first.get(PATH).statusCode()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        end.countDown();
        silent.stop(0);
    }

    private HttpServer answering(int status, byte[] body, AtomicInteger requests) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().set("Location", second.url() + PATH);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            } catch (IOException hungUp) {
                assertThat(hungUp).hasMessageMatching("(?i).*(reset|pipe|closed|insufficient).*");
            }
        });
        server.start();
        other.set(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        return server;
    }
}
