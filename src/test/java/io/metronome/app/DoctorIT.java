package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.container.Brokers;
import io.metronome.emulator.AccountState;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.sandbox.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The doctor at a real broker and the emulator: well, unwell, and without either. */
@Tag("container")
@Timeout(120)
class DoctorIT {
    private static final String SHOP = "1101000001";
    private static final String TOKEN = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";

    @TempDir
    Path folder;

    private static final Scheduler time = Schedulers.newSingle("emulator", true);
    private static final Broker broker = Brokers.shared();
    private static final Emulator emulator = Emulator.start(
            EmulatorSettings.of(List.of(new EmulatedInstance(SHOP, new Secret(TOKEN), Messenger.WHATSAPP))),
            time,
            InstantSource.system(),
            new Random(1));

    @AfterAll
    static void close() {
        emulator.close();
        time.dispose();
    }

    @Test
    void findsAWorkerWell() throws Exception {
        Stage stage = Stage.set(folder, broker, "well", emulator);
        assertThat(stage.run("doctor")).as("no topics yet").isEqualTo(1);
        assertThat(stage.out().lines())
                .anyMatch(line -> line.startsWith("failed   topics")
                        && line.endsWith("does not exist; mend it with: metronome topics"));
        assertThat(stage.run("topics", "--partitions", "2", "--replication", "1"))
                .isZero();
        try (Worker worker = stage.worker()) {
            assertThat(stage.run(
                            "send", "sendTextStatus", "--instance", SHOP, "--wait", "--body", "{\"message\":\"a\"}"))
                    .as("port " + worker.port())
                    .isZero();
            assertThat(stage.run("doctor")).as(stage::out).isZero();
            assertThat(stage.out())
                    .doesNotContain("failed  ", "warning  ", TOKEN)
                    .contains("the files are good; instances: 1")
                    .contains("read, write, describe of settings on the topic well.ledger is allowed")
                    .contains("read in the group well is allowed; its members: 1")
                    .contains("the topics are as they have to be")
                    .contains("2 headers")
                    .contains("the clocks of the brokers and of this machine agree")
                    .contains(emulator.url() + " answers (HTTP ")
                    .contains(SHOP + " is authorized")
                    .contains(" 0 warnings, 0 failed");
            assertThat(stage.run("top", "--once", "--worker", "http://127.0.0.1:" + worker.port()))
                    .as(stage::err)
                    .isZero();
            assertThat(stage.out().lines())
                    .anyMatch(line -> line.contains("instances: 1, 0 held or paused; commands: 0 wait, 0 in flight"))
                    .anyMatch(line -> line.contains("0-1 ") && line.endsWith(" yes"))
                    .anyMatch(line -> line.startsWith(SHOP) && line.contains("idle"));
        }
    }

    @Test
    void saysOfAnInstanceThatItCannotSend() throws Exception {
        Stage stage = Stage.set(folder, broker, "held", emulator);
        assertThat(stage.run("topics", "--partitions", "1", "--replication", "1"))
                .isZero();
        emulator.state(SHOP, AccountState.NOT_AUTHORIZED);
        try {
            await().until(() -> emulator.state(SHOP) == AccountState.NOT_AUTHORIZED);
            assertThat(stage.run("doctor", "--output", "json")).as(stage::out).isZero();
            Map<String, Object> fields = AnswerCodec.decode(stage.out().getBytes(UTF_8));
            assertThat(fields).containsEntry("failed", 0).containsKeys("findings", "ok", "warnings");
            assertThat(stage.out())
                    .hasLineCount(1)
                    .contains("\"level\":\"warning\",\"about\":\"instance\",\"text\":\"" + SHOP + " sends nothing")
                    .contains("\"mend\":\"a login of its phone");
        } finally {
            emulator.state(SHOP, AccountState.AUTHORIZED);
        }
    }

    @Test
    void saysThatATokenIsWrongWithoutSayingIt() throws Exception {
        Stage stage = Stage.set(
                folder,
                broker,
                "token",
                "instances: [{id: %s, token: a-wrong-token, api-url: \"%s\"}]\n".formatted(SHOP, emulator.url()));
        assertThat(stage.run("doctor")).isEqualTo(1);
        assertThat(stage.out())
                .contains("failed   instance  " + SHOP + " sends nothing, tokenRefused")
                .doesNotContain("a-wrong-token");
    }

    @Test
    void looksAtTheApiWithoutKafkaAndAtKafkaWithoutTheApi() throws IOException {
        Path instances = Files.writeString(
                folder.resolve("i.yaml"),
                "instances: [{id: %s, token: t, api-url: \"http://localhost:9\"}]\n".formatted(SHOP));
        Stage stage = Stage.on(Files.writeString(folder.resolve("m.yaml"), """
                metronome:
                  kafka:
                    bootstrap-servers: 127.0.0.1:9
                    properties: {default.api.timeout.ms: 1000, request.timeout.ms: 500}
                  instances: {file: '%s'}
                """.formatted(instances)));
        assertThat(stage.run("doctor")).isEqualTo(1);
        assertThat(stage.out())
                .contains("failed   kafka     Kafka at 127.0.0.1:9 cannot be reached")
                .contains("failed   api       http://localhost:9 cannot be reached: the connection is refused");
        assertThat(stage.err()).isEmpty();
    }

    @Test
    void endsWithTwoForMistakesInTheFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), "metronome: {lease: soon}");
        Stage stage = Stage.on(file);
        assertThat(stage.run("doctor")).isEqualTo(2);
        assertThat(stage.err()).contains("metronome.lease: found \"soon\"");
        assertThat(stage.run("doctor", "--states", "-1")).isEqualTo(2);
    }
}
