package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.container.Brokers;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.sandbox.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The way of a command from the command line through Kafka and a worker to the API, and of its reply back. */
@Tag("container")
@Timeout(120)
class SendIT {
    private static final String SHOP = "1101000001";

    @TempDir
    static Path folder;

    private static final Scheduler time = Schedulers.newSingle("emulator", true);
    private static final Broker broker = Brokers.shared();
    private static final Emulator emulator = Emulator.start(
            EmulatorSettings.of(List.of(new EmulatedInstance(SHOP, new Secret("a-token"), Messenger.WHATSAPP))),
            time,
            InstantSource.system(),
            new Random(1));
    private static Worker worker;
    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = Stage.set(folder, broker, "sent", emulator);
        assertThat(stage.run("topics", "--partitions", "2", "--replication", "1"))
                .isZero();
        worker = stage.worker();
    }

    @AfterAll
    static void close() {
        worker.close();
        emulator.close();
        time.dispose();
    }

    @Test
    void printsTheIdAndTheResult() {
        assertThat(stage.run("send", "sendTextStatus", "--instance", SHOP, "--wait", "--body", "{\"message\":\"Hi\"}"))
                .isZero();
        assertThat(stage.out().lines()).hasSize(2);
        String id = stage.out().lines().findFirst().orElseThrow();
        assertThat(stage.out())
                .contains(
                        "{\"commandId\":\"" + id + "\"",
                        "\"outcome\":\"accepted\"",
                        "\"idMessage\":",
                        "\"attempts\":1");
    }

    @Test
    void printsTheReasonOfADeadLetterAndEndsWithOne() {
        assertThat(stage.run("send", "sendTextStatus", "--instance", SHOP, "--wait", "--body", "{\"message\":\"\"}"))
                .isEqualTo(1);
        assertThat(stage.out().lines().skip(1)).singleElement().asString().startsWith("INVALID: body.message");
    }

    @Test
    void warnsOfAMethodThatItDoesNotKnow() {
        assertThat(stage.run("send", "sendMesage", "--instance", SHOP, "--wait", "--body", "{\"message\":\"Hi\"}"))
                .isEqualTo(1);
        assertThat(stage.err())
                .startsWith("This version of metronome has no method \"sendMesage\", allowed is one of ")
                .contains("sendMessage", "dead letter");
        assertThat(stage.out()).contains("INVALID: method");
    }

    @Test
    void knowsAnInstanceThatNobodyHas() {
        assertThat(stage.run("send", "sendTyping", "--instance", "7", "--wait", "--body", "{\"chatId\":\"7900@c.us\"}"))
                .isEqualTo(1);
        assertThat(stage.out()).contains("UNKNOWN_INSTANCE: ");
    }

    @Test
    void givesUpWaitingInTime() throws IOException {
        Stage deserted = Stage.set(Files.createDirectory(folder.resolve("deserted")), broker, "deserted");
        assertThat(deserted.run("topics", "--partitions", "1", "--replication", "1"))
                .isZero();
        String[] send = {"send", "sendTextStatus", "--instance", SHOP, "--wait", "--timeout", "1s", "--body", "{}"};
        assertThat(deserted.run(send)).isEqualTo(1);
        String id = deserted.out().strip();
        assertThat(deserted.err())
                .startsWith("No reply to " + id + " within 1 s. ")
                .contains("deserted.commands", "deserted.dead-letters")
                .doesNotContain("Exception");
    }

    @Test
    void saysWhichKeyMendsAnOccupiedPort() throws IOException {
        Path second = Files.createDirectory(folder.resolve("second"));
        Stage.set(second, broker, "sent", emulator);
        Path file = second.resolve("metronome.yaml");
        Files.writeString(file, Files.readString(file).replace("port: 0", "port: " + worker.port()));
        assertThatThrownBy(() -> Stage.on(file).worker())
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("metronome.http.port: port " + worker.port() + " of 127.0.0.1 is in use")
                .hasMessageContainingAll("http.port", "METRONOME_HTTP_PORT");
    }

    @Test
    void readsTheBodyFromAFileAndDoesNotWaitUnlessAsked() throws IOException {
        Path body = Files.write(folder.resolve("body.json"), "{\"message\":\"From a file – ä\"}".getBytes(UTF_8));
        assertThat(stage.run("send", "sendTextStatus", "--instance", SHOP, "--priority", "high", "--body", "@" + body))
                .isZero();
        assertThat(stage.out().lines()).hasSize(1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> emulator.calls(SHOP).stream()
                        .anyMatch(call -> String.valueOf(call.body()).contains("From a file – ä")));
    }

    @Test
    void neverSendsWhatHasExpired() {
        assertThat(stage.run(
                        "send",
                        "sendTextStatus",
                        "--instance",
                        SHOP,
                        "--wait",
                        "--expires-at",
                        "2020-01-01T00:00:00Z",
                        "--body",
                        "{\"message\":\"Too late\"}"))
                .isEqualTo(1);
        assertThat(stage.out()).contains("EXPIRED: ");
        assertThat(emulator.calls(SHOP))
                .noneMatch(call -> String.valueOf(call.body()).contains("Too late"));
    }
}
