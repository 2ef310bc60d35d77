package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivezTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"200, 0, ''", "503, 1, /livez answers 503"})
    void tellsByItsExitCodeWhetherTheWorkerIsAlive(int status, int code, String said) throws IOException {
        HttpServer worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/livez", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        worker.start();
        try {
            assertThat(ask(String.valueOf(worker.getAddress().getPort()))).isEqualTo(code);
            assertThat(err.toString(UTF_8).strip()).isEqualTo(said);
        } finally {
            worker.stop(0);
        }
    }

    @Test
    void isNotAliveWhereNobodyListens() {
        assertThat(ask("1")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("/livez on port 1: ");
    }

    @Test
    void isNotAliveAtAPortThatIsNone() {
        assertThat(ask("http")).isEqualTo(1);
    }

    private int ask(String port) {
        return Livez.code(Map.of("METRONOME_HTTP_PORT", port), new PrintStream(err, true, UTF_8));
    }
}
