package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.sandbox.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A worker outlives its cluster: it stays alive, and goes on when Kafka is back. */
@Tag("embedded")
@Timeout(180)
class KafkaAwayIT {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(5);
    private static final String SHOP = "1101000001";

    @TempDir
    Path folder;

    @Test
    void staysAliveAndGoesOnWhenKafkaIsBack() throws Exception {
        Scheduler time = Schedulers.newSingle("emulator", true);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Emulator emulator = emulator(time)) {
            Stage stage = Stage.set(folder, broker, "away", emulator);
            assertThat(stage.run("topics", "--partitions", "1", "--replication", "1"))
                    .isZero();
            try (Worker worker = stage.worker()) {
                assertThat(send(stage, "before")).as(stage.err()).isZero();
                broker.stop(1);
                await().during(LONGER_THAN_A_LEASE)
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> page(worker, "/livez").startsWith("alive"));
                broker.restart(1);
                await().atMost(Duration.ofSeconds(90)).until(() -> send(stage, "after") == 0);
                assertThat(emulator.calls(SHOP).stream()
                                .filter(call -> String.valueOf(call.body()).contains("before")))
                        .hasSize(1);
            }
        } finally {
            time.dispose();
        }
    }

    @Test
    @Tag("full")
    void checkSaysThatKafkaCannotBeReached() throws Exception {
        Scheduler time = Schedulers.newSingle("emulator", true);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Emulator emulator = emulator(time)) {
            Stage stage = Stage.set(folder, broker, "gone", emulator);
            broker.stop(1);
            assertThat(stage.run("check")).isEqualTo(1);
            assertThat(stage.err()).contains("cannot be reached");
        } finally {
            time.dispose();
        }
    }

    private static int send(Stage stage, String message) {
        String body = "{\"message\":\"" + message + "\"}";
        return stage.run("send", "sendTextStatus", "--instance", SHOP, "--wait", "--body", body);
    }

    private static Emulator emulator(Scheduler time) {
        EmulatedInstance shop = new EmulatedInstance(SHOP, new Secret("a-token"), Messenger.WHATSAPP);
        return Emulator.start(EmulatorSettings.of(List.of(shop)), time, InstantSource.system(), new Random(1));
    }

    private static String page(Worker worker, String path) throws IOException {
        try (InputStream page =
                URI.create("http://127.0.0.1:" + worker.port() + path).toURL().openStream()) {
            return new String(page.readAllBytes(), UTF_8);
        }
    }
}
