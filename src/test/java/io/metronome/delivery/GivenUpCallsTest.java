package io.metronome.delivery;

import static io.metronome.delivery.Calls.bytes;
import static io.metronome.delivery.Calls.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer.Again;
import io.metronome.delivery.Answer.Unknown;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class GivenUpCallsTest {
    private static final int CALLS = 300;

    /** The timeout comes from another thread, at any moment of a call; it must never call a written request safe. */
    @Test
    void neverCallsSafeToRepeatWhatTheServerSaw() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Answer> answers = new ArrayList<>();
        CopyOnWriteArraySet<Integer> written = new CopyOnWriteArraySet<>();
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.drain();
        })) {
            for (int i = 0; i < CALLS; i++) {
                answers.add(callAndGiveUp(server, i, random.nextInt(3_000_000), written));
            }
            for (int i = 0; i < CALLS; i++) {
                String body = "\r\n\r\ncall " + i + ".";
                boolean seen = server.requests().stream().anyMatch(request -> request.endsWith(body));
                boolean safe = answers.get(i) instanceof Again;
                assertThat(seen && safe).as("call %d, seed %d", i, seed).isFalse();
                assertThat(written.contains(i))
                        .as("written %d, seed %d", i, seed)
                        .isEqualTo(!safe);
            }
        }
        assertThat(answers)
                .as("seed %d", seed)
                .hasAtLeastOneElementOfType(Unknown.class)
                .hasAtLeastOneElementOfType(Again.class);
    }

    private static Answer callAndGiveUp(RawServer server, int i, int nanos, CopyOnWriteArraySet<Integer> written) {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        try (HttpApi api = Calls.api(time)) {
            CompletableFuture<Answer> call = api.call(
                            instance(server.url()),
                            Calls.SEND_CONTACT,
                            bytes("call " + i + "."),
                            () -> true,
                            at -> written.add(i))
                    .toFuture();
            LockSupport.parkNanos(nanos);
            time.advanceTimeBy(Duration.ofSeconds(15));
            return call.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
