package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.metronome.app.ApiHostCheck.HostReport;
import io.metronome.app.Finding.Severity;
import io.metronome.secure.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiHostCheckTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    @Test
    void readsTheClockOfAHostThatAnswers() throws IOException {
        HttpServer host = answering(HttpServer.create(ANY, 0));
        try {
            String origin = "http://127.0.0.1:" + host.getAddress().getPort();
            HostReport now = new ApiHostCheck(System::currentTimeMillis, null).check(origin);
            assertThat(now.reached()).isTrue();
            assertThat(now.findings()).hasSize(2).allMatch(finding -> finding.severity() == Severity.OK);
            assertThat(now.findings().getFirst().text()).startsWith(origin + " answers (HTTP 404");

            HostReport fast = new ApiHostCheck(() -> System.currentTimeMillis() + 10_000, null).check(origin);
            assertThat(fast.findings().getLast().line())
                    .startsWith("warning  clock")
                    .contains("the clock of " + origin, "behind this machine's");
        } finally {
            host.stop(0);
        }
    }

    @Test
    void countsTheDaysOfACertificate() throws Exception {
        SSLContext tls = tls();
        HttpsServer host = HttpsServer.create(ANY, 0);
        host.setHttpsConfigurator(new HttpsConfigurator(tls));
        answering(host);
        try {
            String origin = "https://127.0.0.1:" + host.getAddress().getPort();
            HostReport soon = new ApiHostCheck(System::currentTimeMillis, tls.getSocketFactory()).check(origin);
            assertThat(soon.findings().getFirst().line())
                    .startsWith("warning  api")
                    .contains("its certificate is good for 1 days, until 20");

            HostReport stranger = new ApiHostCheck(System::currentTimeMillis, null).check(origin);
            assertThat(stranger.reached()).isFalse();
            assertThat(stranger.findings())
                    .singleElement()
                    .extracting(Finding::line)
                    .asString()
                    .startsWith("failed   api")
                    .contains("cannot be reached: TLS: ", "javax.net.ssl.trustStore");
        } finally {
            host.stop(0);
        }
    }

    @Test
    void saysWhyAHostCannotBeReached() throws IOException {
        HttpServer gone = HttpServer.create(ANY, 0);
        int port = gone.getAddress().getPort();
        gone.start();
        gone.stop(0);
        ApiHostCheck check = new ApiHostCheck(System::currentTimeMillis, null);
        assertThat(check.check("http://127.0.0.1:" + port).findings().getFirst().line())
                .contains("cannot be reached: the connection is refused", "a proxy");
        assertThat(check.check("https://nowhere.invalid").findings().getFirst().line())
                .contains("the host is unknown; mend it with: the api-url");
    }

    private static <T extends HttpServer> T answering(T server) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private SSLContext tls() throws Exception {
        Certificate made = Certificate.of(folder, "api", "ip:127.0.0.1");
        char[] password = Certificate.PASSWORD.toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance(made.keyStore().toFile(), password);
        keys.init(store, password);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("api", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
