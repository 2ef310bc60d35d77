package io.metronome.delivery;

import static io.metronome.delivery.Calls.TOKEN;
import static io.metronome.delivery.Calls.bytes;
import static io.metronome.delivery.Calls.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.delivery.Answer.Accepted;
import io.metronome.delivery.Answer.Refused;
import io.metronome.delivery.Answer.Withheld;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HttpApiTest {
    private static final String ACCEPTED = "{\"idMessage\":\"3EB0C767D097B7C7C030\"}";

    private final HttpApi api = Calls.api(4, Duration.ofSeconds(10));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void postsTheBodyAsItCameToTheDocumentedUrl() throws IOException {
        try (RawServer server = RawServer.answering(200, ACCEPTED)) {
            Calls.Told told = Calls.call(api, server.url(), "{\"chatId\":\"é\"}");

            assertThat(told.answer()).isInstanceOfSatisfying(Accepted.class, accepted -> {
                assertThat(accepted.idMessage()).isEqualTo("3EB0C767D097B7C7C030");
                assertThat(accepted.response()).asString(StandardCharsets.UTF_8).isEqualTo(ACCEPTED);
            });
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("POST /waInstance1101000001/sendContact/" + TOKEN + " HTTP/1.1\r\n")
                            .containsIgnoringCase("content-type: application/json\r\n")
                            .containsIgnoringCase("content-length: 15\r\n")
                            .doesNotContain("chunked")
                            .endsWith("\r\n\r\n{\"chatId\":\"é\"}"));
        }
    }

    @Test
    void spellsAnyTokenAsOneSegmentOfThePath() throws IOException {
        try (RawServer server = RawServer.answering(200, ACCEPTED)) {
            Instance odd =
                    new Instance("1101000001", server.url(), new Secret("a b+c/d?e%f"), Messenger.WHATSAPP, null);
            api.call(odd, Calls.SEND_CONTACT, bytes("{}"), () -> true, nanos -> {})
                    .block();

            assertThat(server.requests().getFirst())
                    .startsWith("POST /waInstance1101000001/sendContact/a%20b%2Bc%2Fd%3Fe%25f HTTP/1.1\r\n");
        }
    }

    @Test
    void callsMaxUnderItsVersion() throws IOException {
        try (RawServer server = RawServer.answering(200, ACCEPTED)) {
            Instance max = new Instance("3100000001", server.url(), Calls.SECRET, Messenger.MAX, null);
            api.call(max, Calls.SEND_TYPING, bytes("{}"), () -> true, nanos -> {})
                    .block();

            assertThat(server.requests().getFirst()).startsWith("POST /v3/waInstance3100000001/sendTyping/" + TOKEN);
        }
    }

    @Test
    void sendsOnlyTheWindowOfTheBufferAndLeavesItAsItWas() throws IOException {
        try (RawServer server = RawServer.answering(200, ACCEPTED)) {
            ByteBuffer window = bytes("before{}after").position(6).limit(8);
            api.call(instance(server.url()), Calls.SEND_CONTACT, window, () -> true, nanos -> {})
                    .block();

            assertThat(server.requests().getFirst()).endsWith("\r\n\r\n{}");
            assertThat(window.position()).isEqualTo(6);
        }
    }

    /** The proxy sees the host, and neither path nor token. */
    @Test
    void connectsThroughTheProxyThatTheSystemPropertiesName() throws IOException {
        RawServer.Script proxy = connection -> {
            connection.request();
            connection.raw("HTTP/1.1 200 Connected\r\n\r\n");
            connection.request();
            connection.answer(200, ACCEPTED);
        };
        try (RawServer server = new RawServer(proxy)) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", String.valueOf(server.port()));
            try (HttpApi proxied = Calls.api(1, Duration.ofSeconds(10))) {
                assertThat(Calls.call(proxied, "http://api.example.invalid", "{}")
                                .answer())
                        .isInstanceOf(Accepted.class);
                assertThat(server.requests().getFirst())
                        .startsWith("CONNECT api.example.invalid:80 HTTP/1.1\r\n")
                        .doesNotContain(TOKEN);
                assertThat(server.requests().getLast()).startsWith("POST /waInstance1101000001/sendContact/");
            } finally {
                System.clearProperty("https.proxyHost");
                System.clearProperty("https.proxyPort");
            }
        }
    }

    @Test
    void keepsTheConnectionForTheNextCall() throws IOException {
        try (RawServer server = RawServer.answering(200, ACCEPTED);
                HttpApi one = Calls.api(1, Duration.ofSeconds(10))) {
            for (int i = 0; i < 20; i++) {
                assertThat(Calls.call(one, server.url(), "{}").answer()).isInstanceOf(Accepted.class);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void opensAnotherConnectionWhereTheServerClosedTheIdleOne() throws IOException {
        RawServer.Script once = connection -> {
            connection.request();
            connection.answer(200, ACCEPTED);
        };
        try (RawServer server = new RawServer(once)) {
            Calls.call(api, server.url(), "{}");
            Awaitility.await().until(() -> server.ended() == 1);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(Calls.call(api, server.url(), "{}").answer())
                                    .isInstanceOf(Accepted.class));
        }
    }

    @Test
    void saysWhenTheRequestWasWrittenWhileTheAnswerIsStillAway() throws IOException {
        CountDownLatch written = new CountDownLatch(1);
        RawServer.Script patient = connection -> {
            connection.request();
            await(written);
            connection.answer(200, ACCEPTED);
        };
        try (RawServer server = new RawServer(patient)) {
            List<String> threads = new CopyOnWriteArrayList<>();
            long before = System.nanoTime();
            api.call(instance(server.url()), Calls.SEND_CONTACT, bytes("{}"), () -> true, nanos -> {
                        assertThat(nanos).isBetween(before, System.nanoTime());
                        threads.add(Thread.currentThread().getName());
                        written.countDown();
                    })
                    .doOnNext(answer -> threads.add(Thread.currentThread().getName()))
                    .block(Duration.ofSeconds(10));

            assertThat(threads).hasSize(2).allMatch(name -> name.startsWith("metronome-api"));
        }
    }

    @Test
    void saysSoBeforeTheAnswerEvenWhenTheApiAnswersHalfARequest() throws IOException {
        RawServer.Script hasty = connection -> {
            connection.answer(400, "too much");
            connection.drain();
        };
        try (RawServer server = new RawServer(hasty)) {
            Calls.Told told = Calls.call(api, server.url(), "x".repeat(30_000_000));

            assertThat(told.written()).isTrue();
            assertThat(told.answer()).isInstanceOf(Refused.class);
        }
    }

    @Test
    void writesNotOneByteWhenTheGateIsClosed() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::drain)) {
            List<Object> told = new CopyOnWriteArrayList<>();
            Answer answer = api.call(
                            instance(server.url()),
                            Calls.SEND_CONTACT,
                            bytes("{}"),
                            () -> !told.add(Thread.currentThread().getName()),
                            told::add)
                    .block(Duration.ofSeconds(10));

            assertThat(answer).isEqualTo(new Withheld());
            assertThat(told).singleElement().asString().startsWith("metronome-api");
            Awaitility.await().until(() -> server.ended() == 1);
            assertThat(server.bytes()).isZero();
        }
    }

    @Test
    void goesOnAfterManyClosedGates() throws IOException {
        try (RawServer server = RawServer.answering(200, ACCEPTED)) {
            for (int i = 0; i < 20; i++) {
                Mono<Answer> call =
                        api.call(instance(server.url()), Calls.SEND_CONTACT, bytes("{}"), () -> false, nanos -> {});
                assertThat(call.block(Duration.ofSeconds(10))).isEqualTo(new Withheld());
            }
            assertThat(Calls.call(api, server.url(), "{}").answer()).isInstanceOf(Accepted.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void doesNotFollowARedirect() throws IOException {
        RawServer.Script elsewhere = connection -> {
            connection.request();
            connection.raw("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
            connection.request();
        };
        try (RawServer server = new RawServer(elsewhere)) {
            assertThat(Calls.call(api, server.url(), "{}").answer()).isInstanceOf(Refused.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void cutsAnEndlessAnswerAndStillUnderstandsIt() throws IOException {
        RawServer.Script endless = connection -> {
            connection.request();
            connection.raw("HTTP/1.1 500 X\r\nContent-Length: 999999999\r\n\r\nrequest entity too large ");
            while (true) {
                connection.raw("x".repeat(100_000));
            }
        };
        try (RawServer server = new RawServer(endless)) {
            assertThat(Calls.call(api, server.url(), "{}").answer()).isInstanceOf(Refused.class);
            Awaitility.await().until(() -> server.ended() == 1);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("written was not told");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
