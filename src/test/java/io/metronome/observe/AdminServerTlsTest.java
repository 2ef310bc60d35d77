package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metronome.secure.Certificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The pages over TLS, asked by a client that trusts one certificate and checks the host's name in it. */
class AdminServerTlsTest {
    private final SetGauges gauges = new SetGauges();
    private final Meters meters = new Meters(List.of(), gauges, "1.2.3");
    private final Scheduler render = Schedulers.newBoundedElastic(1, 4, "render");
    private final Health health = new Health(() -> 0, Duration.ofSeconds(60), gauges, List.of(), () -> true);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        render.dispose();
        meters.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void showsItsPagesWithAKeyOf(String algorithm) throws Exception {
        Certificate own = certificate("own", algorithm);
        try (AdminServer server = serve(ServerTls.open(own.certificate(), own.key("own.key")))) {
            assertThat(get(server, own, "/livez").statusCode()).isEqualTo(200);
            assertThat(get(server, own, "/metrics").body()).contains("metronome_build_info{version=\"1.2.3\"} 1");
            assertThat(get(server, own, "/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void answersNobodyWhoDoesNotSpeakTls() throws Exception {
        Certificate own = certificate("own", "EC");
        try (AdminServer server = serve(ServerTls.open(own.certificate(), own.key("own.key")));
                HttpClient plain = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/livez"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            assertThatThrownBy(() -> plain.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            assertThat(get(server, own, "/livez").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void showsANewCertificateOnceBothItsFilesAreThere() throws Exception {
        Certificate old = certificate("old", "EC");
        Certificate fresh = certificate("fresh", "RSA");
        Path certificate = Files.copy(old.certificate(), folder.resolve("tls.crt"));
        Path key = Files.copy(old.key("old.key"), folder.resolve("tls.key"));
        ServerTls tls = ServerTls.open(certificate, key);
        try (AdminServer server = serve(tls)) {
            assertThat(tls.refresh()).as("nothing has changed").isFalse();
            replace(fresh.certificate(), certificate);
            assertThat(tls.refresh()).as("the key is still to come").isFalse();
            assertThat(get(server, old, "/livez").statusCode()).isEqualTo(200);
            replace(fresh.key("fresh.key"), key);
            assertThat(tls.refresh()).isTrue();
            assertThat(tls.notAfter()).isAfter(Instant.EPOCH);
            assertThat(get(server, fresh, "/livez").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(server, old, "/livez")).isInstanceOf(SSLHandshakeException.class);

            Files.delete(key);
            assertThat(tls.refresh()).as("the key is gone").isFalse();
            assertThat(get(server, fresh, "/livez").statusCode()).isEqualTo(200);
        }
    }

    private Certificate certificate(String name, String algorithm) throws Exception {
        return Certificate.of(folder, name, "ip:127.0.0.1", algorithm);
    }

    private AdminServer serve(ServerTls tls) {
        return new AdminServer("127.0.0.1", 0, meters, health, render, tls);
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static HttpResponse<String> get(AdminServer server, Certificate trusted, String path) throws Exception {
        URI page = URI.create("https://127.0.0.1:" + server.port() + path);
        HttpRequest request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(trusted)).build()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static SSLContext trusting(Certificate trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream file = Files.newInputStream(trusted.certificate())) {
            store.setCertificateEntry(
                    "pages", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
