package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.container.Brokers;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.sandbox.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Operators at the command line, a real broker, and a worker that obeys through its restart. */
@Tag("container")
@Timeout(120)
class ControlIT {
    private static final String SHOP = "1101000001";
    private static final String OTHER = "1101000002";

    @TempDir
    static Path folder;

    private static final Scheduler time = Schedulers.newSingle("emulator", true);
    private static final Broker broker = Brokers.shared();
    private static final Emulator emulator = Emulator.start(
            EmulatorSettings.of(List.of(
                    new EmulatedInstance(SHOP, new Secret("a-token"), Messenger.WHATSAPP),
                    new EmulatedInstance(OTHER, new Secret("b-token"), Messenger.WHATSAPP))),
            time,
            InstantSource.system(),
            new Random(1));
    private static Worker worker;
    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = Stage.set(folder, broker, "controlled", emulator);
        assertThat(stage.run("topics", "--partitions", "2", "--replication", "1"))
                .isZero();
        worker = stage.worker();
        assertThat(stage.run("send", "sendTextStatus", "--instance", SHOP, "--wait", "--body", "{\"message\":\"Hi\"}"))
                .isZero();
    }

    @AfterAll
    static void close() {
        worker.close();
        emulator.close();
        time.dispose();
    }

    @Test
    void pausesResumesCancelsAndPurges() throws Exception {
        long before = messages();
        assertThat(stage.run("pause", SHOP, "--for", "1h", "--reason", "wrong text"))
                .as(stage::err)
                .isZero();
        assertThat(stage.out())
                .startsWith("Instance " + SHOP + " is paused until 20")
                .contains(": wrong text");
        String cancelled = send();
        String purged = send();
        assertThat(stage.run("send", "sendTextStatus", "--instance", OTHER, "--wait", "--body", "{\"message\":\"a\"}"))
                .as("another instance goes on")
                .isZero();

        assertThat(stage.run("cancel", SHOP, cancelled, "--output", "json")).isZero();
        assertThat(stage.out())
                .startsWith("{\"idInstance\":\"" + SHOP + "\",\"commandId\":\"" + cancelled + "\"")
                .contains("\"key\":\"" + SHOP + "/cancel/" + cancelled + "\"");
        await().until(() -> reason(cancelled), "CANCELLED"::equals);

        assertThat(stage.run("purge", SHOP, "--dry-run", "--worker", "http://127.0.0.1:" + worker.port()))
                .as(stage::err)
                .isZero();
        assertThat(stage.out())
                .startsWith("A purge of instance " + SHOP + " would end every command below offset ")
                .contains(". 1 of them were read and wait, the oldest since 20");
        assertThat(stage.run("purge", SHOP, "--dry-run", "--output", "json")).isZero();
        assertThat(stage.out())
                .as("no worker is asked there")
                .contains("\"idInstance\":\"" + SHOP + "\"", "\"dryRun\":true")
                .doesNotContain("\"count\"");
        assertThat(stage.run("purge", SHOP)).as("nobody to ask").isEqualTo(2);
        assertThat(stage.err()).contains("--yes");
        assertThat(stage.run("purge", SHOP, "--yes")).isZero();
        assertThat(stage.out()).contains("Instance " + SHOP + " is purged below offset ");
        await().until(() -> reason(purged), "CANCELLED"::equals);

        worker.close();
        worker = stage.worker();
        String kept = send();
        assertThat(stage.run("send", "sendTextStatus", "--instance", OTHER, "--wait", "--body", "{\"message\":\"b\"}"))
                .as("the worker works again")
                .isZero();
        await().during(Duration.ofSeconds(1)).until(() -> messages() == before);

        assertThat(stage.run("resume", SHOP, "--output", "json")).isZero();
        assertThat(stage.out()).contains("\"paused\":false");
        await().until(() -> messages() == before + 1);
        assertThat(reason(kept)).isEmpty();
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThat(stage.run("pause", "shop", "--reason", "r")).isEqualTo(2);
        assertThat(stage.err()).contains("found \"shop\"");
        assertThat(stage.run("pause", SHOP)).as("a reason is needed").isEqualTo(2);
        assertThat(stage.run("pause", SHOP, "--until", "2020-01-01T00:00:00Z", "--reason", "r"))
                .isEqualTo(2);
        assertThat(stage.run("pause", SHOP, "--until", "2120-01-01T00:00:00Z", "--for", "1h", "--reason", "r"))
                .isEqualTo(2);
        assertThat(stage.run("cancel", SHOP, "")).isEqualTo(2);
    }

    /* Beside these the worker asks for settings and states. */
    private static long messages() {
        return emulator.calls(SHOP).stream()
                .filter(call -> call.method().equals("sendTextStatus"))
                .count();
    }

    private static String send() {
        assertThat(stage.run("send", "sendTextStatus", "--instance", SHOP, "--body", "{\"message\":\"m\"}"))
                .isZero();
        return stage.out().strip();
    }

    private static String reason(String commandId) {
        StringBuilder reason = new StringBuilder();
        TopicReader.read(
                stage.settings().kafka(),
                stage.settings().topics().deadLetters(),
                Instant.EPOCH,
                record -> reason.append(isOf(commandId, record) ? ReplyWatch.text(record, "metronome-reason") : ""));
        return reason.toString();
    }

    private static boolean isOf(String commandId, ConsumerRecord<byte[], byte[]> record) {
        return commandId.equals(ReplyWatch.text(record, "metronome-command-id"));
    }
}
