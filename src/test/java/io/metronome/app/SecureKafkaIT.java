package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.config.InstancesFile;
import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.secure.Certificate;
import io.metronome.secure.SecureBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A worker at a cluster with SASL/SCRAM over TLS that allows it what {@code deploy/SECURITY.md} says, and no more. */
@Tag("embedded")
@Timeout(180)
class SecureKafkaIT {
    private static final String SHOP = "1101000001";
    private static final String WORKER = "metronome";
    private static final String PRODUCER = "producer";

    @TempDir
    static Path folder;

    private static final Scheduler time = Schedulers.newSingle("emulator", true);
    private static final Emulator emulator = Emulator.start(
            EmulatorSettings.of(List.of(new EmulatedInstance(SHOP, new Secret("a-token"), Messenger.WHATSAPP))),
            time,
            InstantSource.system(),
            new Random(1));
    private static Certificate certificate;
    private static Path pagesKey;
    private static SecureBroker broker;

    @BeforeAll
    static void open() throws Exception {
        certificate = Certificate.of(folder, "kafka", "ip:127.0.0.1");
        pagesKey = certificate.key("pages.key");
        broker = SecureBroker.start(folder, certificate, List.of(WORKER, PRODUCER));
        Files.writeString(
                folder.resolve("instances.yaml"),
                "instances:\n  - {id: \"%s\", token: a-token, api-url: \"%s\"}\n".formatted(SHOP, emulator.url()));
        Said made = run(
                configuration(SecureBroker.OPERATOR, client(SecureBroker.OPERATOR)),
                "topics",
                "--partitions",
                "2",
                "--replication",
                "1");
        assertThat(made.code()).as(made.all()).isZero();
        Map<String, Object> operator = new HashMap<>(client(SecureBroker.OPERATOR));
        operator.put("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(operator)) {
            admin.createAcls(PublishedAcls.all()).all().get();
        }
    }

    @AfterAll
    static void close() {
        broker.close();
        emulator.close();
        time.dispose();
    }

    @Test
    void sendsWithTheRightsThatThePageGives() throws Exception {
        Path worker = configuration(WORKER, client(WORKER));
        assertThat(run(worker, "check").all()).contains("the topics are as they have to be");
        try (Worker running = Worker.start(settings(worker), instances(worker))) {
            Map<String, String> environment = Map.of(
                    "METRONOME_HTTP_PORT", String.valueOf(running.port()),
                    "METRONOME_HTTP_TLS_CERTIFICATE", certificate.certificate().toString());
            assertThat(Livez.code(environment, System.err)).isZero();
            Said sent = run(
                    configuration(PRODUCER, client(PRODUCER)),
                    "send",
                    "sendTextStatus",
                    "--instance",
                    SHOP,
                    "--wait",
                    "--body",
                    "{\"message\":\"Hi\"}");
            assertThat(sent.code()).as(sent.all()).isZero();
            assertThat(sent.all()).contains("\"outcome\":\"accepted\"");
        }
    }

    @Test
    void theDoctorTriesTheRightsThatThePageGives() throws Exception {
        Said worker = run(configuration(WORKER, client(WORKER)), "doctor");
        assertThat(worker.code()).as(worker.all()).isZero();
        assertThat(worker.all())
                .contains("write, describe of settings on the topic metronome.results is allowed")
                .contains("transactional ids that begin with metronome- is allowed")
                .doesNotContain(SecureBroker.password(WORKER));

        Said producer = run(configuration(PRODUCER, client(PRODUCER)), "doctor");
        assertThat(producer.code()).as(producer.all()).isEqualTo(1);
        assertThat(producer.all().lines())
                .anyMatch(line -> line.startsWith("failed   rights    read, describe of settings on the topic"
                        + " metronome.commands is not allowed; mend it with: kafka-acls.sh "))
                .anyMatch(line -> line.startsWith("failed   rights    read in the group metronome is not allowed"))
                .anyMatch(line -> line.contains("--transactional-id metronome- --resource-pattern-type prefixed"));
    }

    @Test
    void letsAProducerNeitherReadNorWriteTheLedger() throws Exception {
        Map<String, Object> properties = new HashMap<>(client(PRODUCER));
        properties.put("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(properties)) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("metronome.ledger"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void saysThatAPasswordIsWrongWithoutSayingIt() throws Exception {
        Map<String, String> client = new HashMap<>(client(WORKER));
        client.put("sasl.jaas.config", SecureBroker.login(WORKER, "a-wrong-password"));
        Said refused = run(configuration("mistaken", client), "check");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.all()).containsIgnoringCase("authentication failed").doesNotContain("a-wrong-password");
    }

    @Test
    void trustsNobodyWhomItWasNotTold() throws Exception {
        Map<String, String> client = new HashMap<>(client(WORKER));
        client.put(
                "ssl.truststore.location",
                Certificate.of(folder, "somebody-else", "ip:127.0.0.1")
                        .certificate()
                        .toString());
        Said refused = run(configuration("trusting", client), "check");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.all()).containsIgnoringCase("ssl handshake failed");
    }

    private record Said(int code, String all) {}

    private static Said run(Path configuration, String... arguments) {
        StringWriter said = new StringWriter();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = configuration.toString();
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        return new Said(line.execute(all), said.toString());
    }

    private static Map<String, String> client(String user) {
        return SecureBroker.client(user, certificate);
    }

    private static Path configuration(String name, Map<String, String> client) throws IOException {
        String properties = client.entrySet().stream()
                .map(entry -> "      %s: '%s'%n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve(name + ".yaml"), """
                metronome:
                  kafka:
                    bootstrap-servers: %s
                    properties:
                %s  instances: {file: '%s'}
                  http: {host: 127.0.0.1, port: 0, tls-certificate: '%s', tls-key: '%s'}
                """.formatted(
                        broker.bootstrapServers(),
                        properties,
                        folder.resolve("instances.yaml"),
                        certificate.certificate(),
                        pagesKey));
    }

    private static Settings settings(Path configuration) {
        return switch (SettingsReader.read(configuration, Map.of())) {
            case ReadResult.Good good -> good.settings();
            case ReadResult.Bad bad -> throw new IllegalStateException(String.join("\n", bad.problems()));
        };
    }

    private static InstancesFile instances(Path configuration) {
        return switch (InstancesFile.open(settings(configuration).instances().file(), Map.of())) {
            case InstancesFile.Opened.Good good -> good.file();
            case InstancesFile.Opened.Bad bad -> throw new IllegalStateException(String.join("\n", bad.problems()));
        };
    }
}
