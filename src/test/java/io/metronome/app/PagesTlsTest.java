package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metronome.command.Secret;
import io.metronome.config.Settings;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.observe.AdminServer;
import io.metronome.observe.Health;
import io.metronome.observe.Meters;
import io.metronome.secure.Certificate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The certificate that the settings name: what is wrong with it, and whether the health check knows it again. */
class PagesTlsTest {
    @TempDir
    static Path folder;

    private static Certificate own;
    private static Path key;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void make() throws Exception {
        own = Certificate.of(folder, "own", "dns:metronome.example.com");
        key = own.key("own.key");
    }

    @Test
    void isNotThereWhereNoneIsNamed() throws StartException {
        assertThat(PagesTls.open(http(null, null))).isNull();
    }

    @Test
    void namesTheCertificateThatIsUnfit() throws Exception {
        Path nothing = folder.resolve("nothing.crt");
        refusing(nothing, key)
                .hasMessageStartingWith(
                        "metronome.http.tls-certificate: " + nothing + ": found no such file; allowed is")
                .hasMessageContaining("METRONOME_HTTP_TLS_CERTIFICATE");
        refusing(Files.writeString(nothing, ""), key).hasMessageContaining(": found no certificate;");
        refusing(key, key)
                .hasMessageContaining("metronome.http.tls-certificate: " + key)
                .hasMessageContaining(": found something else (\"PRIVATE KEY\");");
        refusing(Files.writeString(nothing, "-----BEGIN CERTIFICATE-----x-----END CERTIFICATE-----"), key)
                .hasMessageContaining(": found a broken certificate;");
        refusing(Files.writeString(nothing, "-----BEGIN PRIVATE KEY-----aHVzaC1odXNo"), key)
                .hasMessageContaining(": found something else (\"PRIVATE KEY\");")
                .hasMessageNotContaining("aHVzaC");
        refusing(folder, key).hasMessageContaining(": found a file that cannot be read (");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing at all, found no PEM;",
        "-----BEGIN RSA PRIVATE KEY-----, found \"RSA PRIVATE KEY\";",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----, found \"ENCRYPTED PRIVATE KEY\";",
        "-----BEGIN PRIVATE KEY----aHVzaC1odXNo-----END PRIVATE KEY-----, found no PEM;",
        "-----BEGIN PRIVATE KEY-----aHVzaC1odXNo-----END PRIVATE KEY-----, 'found a broken key, or one of another kind'"
    })
    void namesTheKeyThatIsUnfitAndShowsNothingOfIt(String text, String found) throws Exception {
        Path unfit = Files.writeString(folder.resolve("unfit.key"), text);
        refusing(own.certificate(), unfit)
                .hasMessageStartingWith("metronome.http.tls-key: " + unfit + ": " + found)
                .hasMessageContainingAll("openssl pkcs8 -topk8 -nodes", "METRONOME_HTTP_TLS_KEY")
                .hasMessageNotContainingAny("aHVzaC1odXNo", "hush");
    }

    @Test
    void namesAKeyThatIsNotTheCertificates() throws Exception {
        Certificate other = Certificate.of(folder, "other", "dns:localhost");
        refusing(own.certificate(), other.key("other.key"))
                .hasMessageContaining(
                        "other.key: found the key of another certificate than that in " + own.certificate());
        Certificate rsa = Certificate.of(folder, "rsa", "dns:localhost", "RSA");
        refusing(own.certificate(), rsa.key("rsa.key")).hasMessageContaining("one of another kind than EC");
    }

    @Test
    void isKnownToTheHealthCheckWhateverHostItNames() throws Exception {
        PipelineStats tally = new PipelineStats();
        Scheduler render = Schedulers.newSingle("pages", true);
        Health health = new Health(() -> 0, Duration.ofMinutes(1), tally, List.of(), () -> true, List::of);
        try (Meters meters = new Meters(List.of(), tally, "1");
                AdminServer server = new AdminServer(
                        "127.0.0.1", 0, meters, health, render, PagesTls.open(http(own.certificate(), key)))) {
            String port = String.valueOf(server.port());
            assertThat(ask(port, own.certificate())).as("%s", err).isZero();

            Certificate lookalike = Certificate.of(folder, "double", "dns:metronome.example.com");
            assertThat(ask(port, lookalike.certificate())).isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("the certificate is not the one in the file");
            assertThat(ask(port, key)).isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("own.key: no certificate in PEM");
            assertThat(Livez.code(Map.of("METRONOME_HTTP_PORT", port), new PrintStream(err, true, UTF_8)))
                    .as("asked without TLS")
                    .isEqualTo(1);
        } finally {
            render.dispose();
        }
    }

    private int ask(String port, Path certificate) {
        return Livez.code(
                Map.of("METRONOME_HTTP_PORT", port, "METRONOME_HTTP_TLS_CERTIFICATE", certificate.toString()),
                new PrintStream(err, true, UTF_8));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refusing(Path certificate, Path secret) {
        return assertThatThrownBy(() -> PagesTls.open(http(certificate, secret)))
                .isInstanceOf(StartException.class);
    }

    private static Settings.HttpSettings http(@Nullable Path certificate, @Nullable Path secret) {
        return new Settings.HttpSettings("127.0.0.1", 0, 0, "", "", Set.of(), new Secret(""), certificate, secret);
    }
}
