package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.secure.Certificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers with HTTPS ask each other by the addresses of their pods, which no certificate names. {@code http.peer-name} is
 * the name that it has.
 */
@Tag("full")
class PeerNameIT {
    private static final String NAME = "sender-metronome.sending.svc";

    @TempDir
    private Path folder;

    private Certificate certificate;
    private KeyStore trusted;
    private Path trustStore;

    @BeforeEach
    void trust() throws Exception {
        certificate = Certificate.of(folder, "workers", "dns:" + NAME);
        trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream file = Files.newInputStream(certificate.certificate())) {
            trusted.setCertificateEntry(
                    "workers", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        trustStore = folder.resolve("trusted.p12");
        try (var out = Files.newOutputStream(trustStore)) {
            trusted.store(out, Certificate.PASSWORD.toCharArray());
        }
    }

    @Test
    void workersAskEachOtherWhereTheNameIsTheCertificates() throws Exception {
        assertAsksTheOther(NAME, "\"silent\":[]");
    }

    @Test
    void anotherNameIsNotBelieved() throws Exception {
        assertAsksTheOther("another.sending.svc", "\"silent\":[\"");
    }

    private void assertAsksTheOther(String peerName, String silent) throws Exception {
        Map<String, String> environment = Map.of(
                "METRONOME_HTTP_TLS_CERTIFICATE",
                certificate.certificate().toString(),
                "METRONOME_HTTP_TLS_KEY",
                certificate.key("workers.key").toString(),
                "METRONOME_HTTP_PEER_NAME",
                peerName,
                "JAVA_OPTS",
                "-Xmx256m -Djavax.net.ssl.trustStore=" + trustStore + " -Djavax.net.ssl.trustStorePassword="
                        + Certificate.PASSWORD);
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(1)).partitions(2);
        try (WorkerBench bench = new WorkerBench(folder, setting);
                ChildWorker one = bench.child(environment);
                ChildWorker two = bench.child(environment)) {
            for (ChildWorker worker : new ChildWorker[] {one, two}) {
                await().atMost(WorkerBench.PATIENCE).untilAsserted(() -> {
                    assertThat(page(worker, "/readyz")).contains("ready: 1 of 1");
                    assertThat(page(worker, "/workers")).contains(silent);
                });
            }
            assertThat(one.stop()).isZero();
            assertThat(two.stop()).isZero();
        }
    }

    /* This client believes the certificate, whatever name it has. */
    private String page(ChildWorker worker, String path) throws Exception {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        URI url = URI.create(worker.url());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(url.getHost(), url.getPort())) {
            return exchange(socket, "GET " + path + " HTTP/1.0\r\n\r\n");
        }
    }

    private static String exchange(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
}
