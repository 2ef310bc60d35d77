package io.metronome.delivery;

import static io.metronome.delivery.Calls.bytes;
import static io.metronome.delivery.Calls.instance;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer.Again;
import io.metronome.delivery.Answer.Unknown;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Nothing was written: safe to repeat. Something was: unknown. */
class HttpApiFailureTest {
    private final HttpApi api = Calls.api(1, Duration.ofSeconds(10));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void isSafeToRepeatWhenTheGateBreaks() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::drain)) {
            Answer answer = api.call(
                            instance(server.url()),
                            Calls.SEND_CONTACT,
                            bytes("{}"),
                            () -> {
                                throw new IllegalStateException("broken gate");
                            },
                            nanos -> {})
                    .block(Duration.ofSeconds(10));

            assertThat(answer).isInstanceOf(Again.class);
            Awaitility.await().until(() -> server.ended() == 1);
            assertThat(server.bytes()).isZero();
        }
    }

    @Test
    void isSafeToRepeatWhileItOnlyWaitsForAConnection() throws IOException {
        RawServer.Script silent = connection -> {
            connection.request();
            connection.drain();
        };
        try (RawServer server = new RawServer(silent);
                HttpApi one = Calls.api(1, Duration.ofMinutes(1))) {
            Mono<Answer> call = one.call(instance(server.url()), Calls.SEND_CONTACT, bytes("{}"), () -> true, at -> {});
            var hanging = call.toFuture();
            Awaitility.await().until(() -> !server.requests().isEmpty());
            var waiting = call.toFuture();
            var tooMany = call.toFuture();

            assertThat(tooMany)
                    .as("as many calls may wait for a connection as there are")
                    .succeedsWithin(Duration.ofSeconds(5))
                    .asInstanceOf(InstanceOfAssertFactories.type(Again.class))
                    .extracting(Again::detail, as(InstanceOfAssertFactories.STRING))
                    .contains("Pending acquire queue has reached its maximum size");
            assertThat(hanging).isNotDone();
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    void isSafeToRepeatWhenNoConnectionComesInTime() throws IOException {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        try (RawServer server = new RawServer(RawServer.Connection::drain);
                HttpApi one = Calls.api(time)) {
            var call = one.call(instance(Calls.overTls(server)), Calls.SEND_CONTACT, bytes("{}"), () -> true, at -> {})
                    .toFuture();
            Awaitility.await().until(() -> server.bytes() > 0);
            time.advanceTimeBy(Duration.ofSeconds(15));

            assertThat(call)
                    .as("TLS had begun, the request had not")
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(new Again(0, "not sent: no connection within 15000 ms", 0, false));
        }
    }

    @Test
    void isUnknownWhenNoAnswerComesInTimeAndTheCallWasWrittenAtTheSchedulersTime() throws IOException {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        time.advanceTimeBy(Duration.ofSeconds(7));
        try (RawServer server = new RawServer(RawServer.Connection::drain);
                HttpApi patient = Calls.api(time)) {
            List<Long> written = new CopyOnWriteArrayList<>();
            var call = patient.call(instance(server.url()), Calls.SEND_CONTACT, bytes("{}"), () -> true, written::add)
                    .toFuture();
            Awaitility.await().until(() -> !written.isEmpty());
            time.advanceTimeBy(Duration.ofMillis(14_999));
            assertThat(call).isNotDone();
            time.advanceTimeBy(Duration.ofMillis(1));

            assertThat(call)
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(new Unknown(0, "no answer within 15000 ms"));
            assertThat(written).containsExactly(TimeUnit.SECONDS.toNanos(7));
            Awaitility.await().until(() -> server.ended() == 1);
        }
    }

    @Test
    void isUnknownWhenTheServerResetsTheConnection() throws IOException {
        assertUnknown(0, connection -> {
            connection.request();
            connection.reset();
        });
    }

    @Test
    void isUnknownWhenTheConnectionIsResetWhileTheRequestIsWritten() throws IOException {
        RawServer.Script resetting = connection -> {
            connection.some();
            connection.reset();
        };
        try (RawServer server = new RawServer(resetting)) {
            Calls.Told told = Calls.call(api, server.url(), "x".repeat(30_000_000));

            assertThat(told.answer()).isInstanceOf(Unknown.class);
            assertThat(told.written()).isTrue();
            assertThat(server.bytes()).isLessThan(30_000_000);
        }
    }

    @Test
    void isUnknownWhenTheServerClosesWithoutAWord() throws IOException {
        assertUnknown(0, RawServer.Connection::request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200", "\0\0\0\0\r\n\r\n"})
    void isUnknownWhenTheServerDoesNotSpeakHttp(String garbage) throws IOException {
        assertUnknown(0, connection -> {
            connection.request();
            connection.raw(garbage);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401})
    void isUnknownWhenTheAnswerBreaksOff(int status) throws IOException {
        assertUnknown(status, connection -> {
            connection.request();
            connection.raw("HTTP/1.1 " + status + " X\r\nContent-Length: 99\r\n\r\n{\"idMess");
        });
    }

    @Test
    void leavesNothingBehindWhenTheCallerLosesInterest() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::drain)) {
            Mono<Answer> call =
                    api.call(instance(server.url()), Calls.SEND_CONTACT, bytes("{}"), () -> true, nanos -> {});
            var interest = call.subscribe();
            Awaitility.await().until(() -> server.bytes() > 0);
            interest.dispose();
            Awaitility.await().until(() -> server.ended() == 1);
        }
    }

    @Test
    void endsEveryCallWhenItIsClosed() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::drain)) {
            HttpApi closing = Calls.api(1, Duration.ofMinutes(1));
            var flying = closing.call(instance(server.url()), Calls.SEND_CONTACT, bytes("1"), () -> true, nanos -> {})
                    .toFuture();
            Awaitility.await().until(() -> server.bytes() > 0);
            var waiting = closing.call(instance(server.url()), Calls.SEND_CONTACT, bytes("2"), () -> true, nanos -> {})
                    .toFuture();
            closing.close();

            assertThat(flying).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(Unknown.class);
            assertThat(waiting).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(Again.class);
        }
    }

    @Test
    void answersOnAnEventLoopEvenWhatNeverHadAConnection() {
        List<String> threads = new CopyOnWriteArrayList<>();
        api.call(instance("no url"), Calls.SEND_CONTACT, bytes("{}"), () -> true, nanos -> {})
                .doOnNext(answer -> threads.add(Thread.currentThread().getName()))
                .block(Duration.ofSeconds(5));
        assertThat(threads).singleElement().asString().startsWith("metronome-api");
    }

    @Test
    void answersEvenWhenItWasClosed() throws IOException {
        try (RawServer server = RawServer.answering(200, "{}")) {
            HttpApi closed = Calls.api(1, Duration.ofSeconds(2));
            closed.close();
            Calls.assertSafe(Calls.call(closed, server.url(), "{}"), "not sent");
        }
    }

    private void assertUnknown(int status, RawServer.Script script) throws IOException {
        try (RawServer server = new RawServer(script)) {
            Calls.Told told = Calls.call(api, server.url(), "{}");

            assertThat(told.answer())
                    .isInstanceOfSatisfying(
                            Unknown.class,
                            unknown -> assertThat(unknown.status()).isEqualTo(status));
            assertThat(told.written()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }
}
