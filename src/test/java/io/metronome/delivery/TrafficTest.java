package io.metronome.delivery;

import static io.metronome.delivery.Calls.bytes;
import static io.metronome.delivery.Calls.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionPoolMetrics;

class TrafficTest {
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<ConnectionPoolMetrics> pools = new CopyOnWriteArrayList<>();
    private final List<Long> waits = new CopyOnWriteArrayList<>();
    private final HttpApi api = new HttpApi(
            new HttpApi.Limits(1, Duration.ofSeconds(10)),
            Schedulers.parallel(),
            Calls.CALENDAR,
            new Listening(),
            failure -> {});

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void hearsOfEveryHostThatAnswered() throws IOException {
        try (RawServer server = RawServer.answering(503, "down");
                RawServer broken = new RawServer(RawServer.Connection::request)) {
            Calls.call(api, server.url(), "{}");
            Calls.call(api, broken.url(), "{}");
            assertThat(ended)
                    .containsExactly("127.0.0.1:" + server.port() + " 503", "127.0.0.1:" + broken.port() + " 0");
            assertThat(String.join(" ", ended)).doesNotContain(Calls.TOKEN);
        }
    }

    @Test
    void hearsOfNoCallThatWasWithheld() throws IOException {
        try (RawServer server = RawServer.answering(200, "{}")) {
            Answer answer = api.call(
                            instance(server.url()), Calls.SEND_CONTACT, bytes("{}"), () -> false, written -> {})
                    .block(Duration.ofSeconds(20));
            assertThat(answer).isInstanceOf(Answer.Withheld.class);
            assertThat(ended).isEmpty();
        }
    }

    @Test
    void hearsOfThePoolAndOfWaitingForAConnection() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (RawServer server = new RawServer(connection -> {
            while (!connection.request().isEmpty()) {
                go.join();
                connection.answer(200, "{\"idMessage\":\"1\"}");
            }
        })) {
            CompletableFuture<Answer> first = call(server);
            await().until(() -> server.requests().size() == 1);
            CompletableFuture<Answer> second = call(server);
            await().until(() -> pools.getFirst().pendingAcquireSize() == 1);
            assertThat(pools.getFirst().acquiredSize()).isEqualTo(1);
            go.complete(null);
            assertThat(first.get()).isInstanceOf(Answer.Accepted.class);
            assertThat(second.get()).isInstanceOf(Answer.Accepted.class);
            assertThat(pools).hasSize(1);
            assertThat(waits).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.green-api.com/waInstance1/send/secret, api.green-api.com",
        "http://127.0.0.1:8081/v3/waInstance1/send/secret, 127.0.0.1:8081",
        "https://me:secret@host:1/waInstance1, host:1",
        "https://host, host"
    })
    void takesOfAUrlTheHostOnly(String uri, String host) {
        assertThat(Traffic.host(uri)).isEqualTo(host);
    }

    private CompletableFuture<Answer> call(RawServer server) {
        return api.call(instance(server.url()), Calls.SEND_CONTACT, bytes("{}"), () -> true, written -> {})
                .toFuture();
    }

    private final class Listening implements Traffic {
        @Override
        public void ended(String host, int status) {
            ended.add(host + " " + status);
        }

        @Override
        public void registerMetrics(String pool, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {
            pools.add(metrics);
        }

        @Override
        public void recordPendingAcquireSuccess(String pool, String id, SocketAddress remote, long millis) {
            waits.add(millis);
        }
    }
}
