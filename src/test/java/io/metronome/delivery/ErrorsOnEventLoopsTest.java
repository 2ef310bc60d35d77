package io.metronome.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionPoolMetrics;

/** An event loop only logs what a task throws, and the call of that task may never end: such an Error is told. */
@Timeout(60)
class ErrorsOnEventLoopsTest {
    private volatile @Nullable Error broken;
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private final HttpApi api = new HttpApi(
            new HttpApi.Limits(1, Duration.ofSeconds(30)),
            Schedulers.parallel(),
            Calls.CALENDAR,
            new Traffic() {
                @Override
                public void registerMetrics(
                        String pool, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {}

                @Override
                public void ended(String host, int status) {
                    if (broken != null) {
                        throw broken;
                    }
                }
            },
            fatal::add);

    @AfterEach
    void close() {
        api.close();
    }

    static Stream<Error> errors() {
        return Stream.of(
                new AssertionError("thrown by a test"),
                new StackOverflowError("thrown by a test"),
                new NoClassDefFoundError("thrown by a test"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whileTheGateIsAsked(Error error) throws IOException {
        BooleanSupplier gate = () -> {
            throw error;
        };
        assertFatal(error, gate, nanos -> {});
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whileTheRequestIsWritten(Error error) throws IOException {
        assertFatal(error, () -> true, nanos -> {
            throw error;
        });
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whileTheAnswerIsHandedOn(Error error) throws IOException {
        broken = error;
        assertFatal(error, () -> true, nanos -> {});
    }

    private void assertFatal(Error error, BooleanSupplier gate, Progress progress) throws IOException {
        try (RawServer server = RawServer.answering(200, "{\"idMessage\":\"a\"}")) {
            call(server, gate, progress).subscribe();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(fatal).contains(error));
        }
    }

    private Mono<Answer> call(RawServer server, BooleanSupplier gate, Progress progress) {
        ByteBuffer body = Calls.bytes("{}");
        return api.call(Calls.instance(server.url()), Calls.SEND_CONTACT, body, gate, progress);
    }
}
