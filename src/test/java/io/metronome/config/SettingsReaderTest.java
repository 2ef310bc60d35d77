package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.OnUnknown;
import io.metronome.command.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final String ADMIN_TOKEN = "p$$q\\r${s} and thirty-two characters";
    private static final Path REFERENCE = Path.of("config/metronome.yaml");

    @TempDir
    Path folder;

    @Test
    void theReferenceNamesEveryKeyWithItsDefault() throws IOException {
        FlatFile file = FlatFile.of("reference", Files.readString(REFERENCE));
        Map<String, String> written = new LinkedHashMap<>();
        file.entries().forEach((path, entry) -> written.put(path, entry.text()));
        Map<String, String> known = new LinkedHashMap<>();
        Keys.ALL.forEach(key -> known.put(key.path(), key.fallback()));
        known.put(Keys.KAFKA_PROPERTIES, "");

        assertThat(file.problems()).isEmpty();
        assertThat(written).containsExactlyInAnyOrderEntriesOf(known);
    }

    @Test
    void theReferenceMeansTheDefaults() {
        Settings byFile = good(SettingsReader.read(REFERENCE, Map.of()));

        assertThat(byFile).isEqualTo(good(SettingsReader.readIfThere(folder.resolve("none.yaml"), Map.of())));
        assertThat(byFile.kafka().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(byFile.topics().names()).hasSize(5);
        assertThat(byFile.instances().file()).isEqualTo(Path.of("config/instances.yaml"));
        assertThat(byFile.delivery().onUnknown()).isEqualTo(OnUnknown.RESEND);
        assertThat(byFile.delivery().maxAge()).isNull();
        assertThat(byFile.intake().maxPendingBytes()).isEqualTo(512L << 20);
        assertThat(byFile.intake().maxRecordBytes()).isEqualTo(1 << 20);
        assertThat(byFile.replies().allowedTopics()).isEmpty();
        assertThat(byFile.http().adminToken()).isEqualTo(new Secret(""));
    }

    @Test
    void namesFiveMistakesOfFiveKindsInFiveLines() throws IOException {
        List<String> problems = bad("""
                metronome:
                  delivery:
                    timout: 15s
                    max-in-flight: many
                    max-unsaved: 2d
                    timeout: 30s
                  lease: ${NOWHERE}
                """, Map.of());

        assertThat(problems)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains("m.yaml:3: metronome.delivery.timout: found an unknown key")
                                .endsWith("metronome.delivery.timeout"),
                        line -> assertThat(line)
                                .contains("m.yaml:4: metronome.delivery.max-in-flight: found \"many\"")
                                .endsWith("allowed is a whole number from 1 to 65536"),
                        line -> assertThat(line)
                                .contains("m.yaml:5: metronome.delivery.max-unsaved: found \"2d\"")
                                .contains("from 10ms to 1h"),
                        line -> assertThat(line)
                                .contains("metronome.shutdown-grace: found \"20s\" (the default)")
                                .contains("at least metronome.delivery.timeout and 5s"),
                        line -> assertThat(line)
                                .contains("m.yaml:7: metronome.lease: found ${NOWHERE}")
                                .contains("${NOWHERE:default}"));
    }

    @Test
    void theEnvironmentOverridesTheFile() throws IOException {
        Settings settings = good(read(
                """
                metronome:
                  kafka:
                    bootstrap-servers: [a:1, b:2]
                    properties:
                      security.protocol: PLAINTEXT
                      sasl: {mechanism: PLAIN}
                  replies: {allowed-topics: [one, two]}
                  http: {admin-token: "${TOKEN}", host: "${HOST:127.0.0.1}"}
                """,
                Map.of(
                        "METRONOME_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL",
                        "METRONOME_KAFKA_PROPERTIES_SSL_KEY_PASSWORD", "a$${b}\\c",
                        "METRONOME_DELIVERY_RETRY_MAX_ATTEMPTS", "7",
                        "METRONOME_TOPICS_CREATE", "true",
                        "METRONOME_SERVICE_PORT", "80",
                        "TOKEN", ADMIN_TOKEN)));

        assertThat(settings.kafka().bootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(settings.kafka().properties())
                .containsOnly(
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "PLAIN"),
                        Map.entry("ssl.key.password", "a$${b}\\c"));
        assertThat(settings.delivery().retry().maxAttempts()).isEqualTo(7);
        assertThat(settings.topics().create()).isTrue();
        assertThat(settings.replies().allowedTopics()).containsExactly("one", "two");
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().adminToken().reveal()).isEqualTo(ADMIN_TOKEN);
        assertThat(settings.toString()).doesNotContain("p$$q", "a$${b}");
    }

    @Test
    void namesTheVariableThatHoldsAWrongValue() {
        ReadResult read = SettingsReader.readIfThere(
                folder.resolve("none"),
                Map.of("METRONOME_LEASE", "soon", "METRONOME_KAFKA_BOOTSTRAP_SERVER", "a:1", "METRONOME_PORT", "x"));

        assertThat(((ReadResult.Bad) read).problems())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith("environment METRONOME_LEASE: metronome.lease: found \"soon\"")
                                .contains("from 500ms to 10m"),
                        line -> assertThat(line)
                                .startsWith("environment METRONOME_KAFKA_BOOTSTRAP_SERVER:")
                                .endsWith("METRONOME_KAFKA_BOOTSTRAP_SERVERS"));
    }

    @Test
    void namesWhatDoesNotGoTogether() throws IOException {
        List<String> problems = bad("""
                metronome:
                  topics: {results: same, dead-letters: same}
                  replies: {allowed-topics: [metronome.commands]}
                  lease: 600ms
                  checkpoint-interval: 300ms
                  delivery: {retry: {first-backoff: 10m}}
                  intake: {max-pending-bytes: 1MB, max-record-bytes: 2MB}
                  kafka: {properties: {enable.auto.commit: true}}
                """, Map.of());

        assertThat(problems).hasSize(6);
        assertThat(String.join("\n", problems))
                .contains("metronome.topics.dead-letters: found \"same\"; allowed is a topic of its own")
                .contains("allowed is none of metronome's own topics, and this is metronome.topics.commands")
                .contains("metronome.checkpoint-interval: found \"300ms\"; allowed is at most a third")
                .contains("metronome.delivery.retry.max-backoff: found \"5m\" (the default)")
                .contains("metronome.intake.max-pending-bytes: found \"1MB\"")
                .contains("enable.auto.commit: found a name that metronome sets itself");
    }

    @Test
    void wantsACertificateAndItsKeyOrNeither() throws IOException {
        assertThat(bad("metronome: {http: {tls-certificate: a.crt, port: x}}", Map.of()))
                .hasSize(2)
                .anySatisfy(
                        line -> assertThat(line)
                                .endsWith(
                                        "m.yaml: metronome.http.tls-key: found \"\" (the default); allowed is the path of a file"
                                                + " where metronome.http.tls-certificate names one; or neither, for plain HTTP"));
        assertThat(bad("metronome: {http: {tls-key: a.key, tls-certificate: \" \"}}", Map.of()))
                .singleElement()
                .asString()
                .endsWith("metronome.http.tls-certificate: found \" \"; allowed is empty, or the path of a file");
        assertThat(bad("metronome: {http: {tls-certificate: \"\"}}", Map.of("METRONOME_HTTP_TLS_KEY", "a.key")))
                .singleElement()
                .asString()
                .contains("m.yaml:1: metronome.http.tls-certificate: found \"\"; allowed is the path");

        Settings.HttpSettings http = good(read("metronome: {http: {tls-certificate: a.crt, tls-key: a.key}}", Map.of()))
                .http();
        assertThat(http.tlsCertificate()).isEqualTo(Path.of("a.crt"));
        assertThat(http.tlsKey()).isEqualTo(Path.of("a.key"));
    }

    @Test
    void namesWrongShapes() throws IOException {
        List<String> problems = bad("""
                metronome:
                  delivery: 15s
                  lease: {a: 1s}
                  http:
                    port: [80, 81]
                    host:
                  http: {}
                server: {x: 1, y: 2}
                """, Map.of());

        assertThat(String.join("\n", problems))
                .contains("m.yaml:2: metronome.delivery: found a value; allowed is a section with max-in-flight")
                .contains("m.yaml:3: metronome.lease: found a map; allowed is a value")
                .contains("m.yaml:5: metronome.http.port: found the list \"80,81\"")
                .contains("m.yaml:6: metronome.http.host: found nothing")
                .contains("m.yaml:7: metronome.http: found a second time")
                .contains("m.yaml:8: server: found an unknown key");
        assertThat(problems).hasSize(6);
    }

    @Test
    void aBrokenOrMissingFileIsNamedAndItsSecretsAreNot() throws IOException {
        assertThat(bad("metronome:\n  http: {admin-token: " + "hush".repeat(8) + ", port: [1\n", Map.of()))
                .singleElement()
                .asString()
                .contains("m.yaml:", "found broken YAML")
                .doesNotContain("hush");
        assertThat(((ReadResult.Bad) SettingsReader.read(folder.resolve("gone.yaml"), Map.of())).problems())
                .singleElement()
                .asString()
                .contains("gone.yaml: found no such file");
    }

    @Test
    void takesTheAddressOfAPodWhateverItsKind() {
        Map.of(
                        "http://[10.0.0.7]:8080", "http://10.0.0.7:8080",
                        "http://[2001:db8::7]:8080", "http://[2001:db8::7]:8080",
                        "https://10.0.0.7:8080/", "https://10.0.0.7:8080")
                .forEach((written, meant) -> assertThat(good(SettingsReader.readIfThere(
                                        folder.resolve("none"), Map.of("METRONOME_HTTP_ADVERTISED_URL", written)))
                                .http()
                                .advertisedUrl())
                        .isEqualTo(meant));
        assertThat(SettingsReader.readIfThere(
                        folder.resolve("none"), Map.of("METRONOME_HTTP_ADVERTISED_URL", "http://2001:db8::7:8080")))
                .isInstanceOf(ReadResult.Bad.class);
    }

    @Test
    void readsDurations() throws IOException {
        assertThat(good(read("metronome: {delivery: {max-age: 24h}}", Map.of()))
                        .delivery()
                        .maxAge())
                .isEqualTo(Duration.ofHours(24));
    }

    private ReadResult read(String yaml, Map<String, String> environment) throws IOException {
        Path file = folder.resolve("m.yaml");
        Files.writeString(file, yaml);
        return SettingsReader.read(file, environment);
    }

    private List<String> bad(String yaml, Map<String, String> environment) throws IOException {
        return ((ReadResult.Bad) read(yaml, environment)).problems();
    }

    private static Settings good(ReadResult read) {
        assertThat(read).isInstanceOf(ReadResult.Good.class);
        return ((ReadResult.Good) read).settings();
    }
}
