package io.metronome.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.metronome.secure.Certificate;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API is called over TLS only if its certificate is trusted and names the host; else not a byte of the call leaves. */
class ApiTlsTest {
    @TempDir
    static Path folder;

    private static final AtomicInteger calls = new AtomicInteger();
    private static HttpsServer server;
    private static String trust;

    @BeforeAll
    static void listen() throws Exception {
        Certificate certificate = Certificate.of(folder, "api", "dns:localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            byte[] body = "{\"idMessage\":\"1\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        trust = "-Djavax.net.ssl.trustStore=" + trustStore(certificate);
    }

    @AfterAll
    static void close() {
        server.stop(0);
    }

    @BeforeEach
    void forget() {
        calls.set(0);
    }

    @Test
    void callsAHostOnlyUnderANameOfItsCertificate() throws Exception {
        assertThat(call(trust, "127.0.0.1", "localhost")).containsExactly("Again, not written", "Accepted, written");
        assertThat(calls).hasValue(1);
    }

    @Test
    void doesNotCallAHostWhoseCertificateNobodyTrusts() throws Exception {
        assertThat(call("-Dtrust=the-default", "localhost")).containsExactly("Again, not written");
        assertThat(calls).hasValue(0);
    }

    private static List<String> call(String flag, String... hosts) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD,
                flag,
                "-classpath",
                System.getProperty("java.class.path"),
                CallsInTurn.class.getName()));
        for (String host : hosts) {
            line.add("https://" + host + ":" + server.getAddress().getPort());
        }
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
    }

    private static SSLContext context(Certificate certificate) throws Exception {
        KeyStore keys = KeyStore.getInstance(certificate.keyStore().toFile(), Certificate.PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, Certificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static Path trustStore(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream file = Files.newInputStream(certificate.certificate())) {
            trusted.setCertificateEntry(
                    "api", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        Path store = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, Certificate.PASSWORD.toCharArray());
        }
        return store;
    }
}
