package io.metronome.observe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Clients of the worker's own port that send too little, too slowly or too much. The probes answer all the same. */
class HostileClientsTest {
    private static final int HALF_OPEN = 10_000;

    /** Descriptors for everything else in this process. */
    private static final int SPARE = 2_000;

    private static final String PROBE = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final Duration BRIEF = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SetGauges gauges = new SetGauges();
    private final Meters meters = new Meters(List.of(), gauges, "1.2.3");
    private final Scheduler render = Schedulers.newBoundedElastic(1, 4, "render");
    private final Health health = new Health(() -> 0, Duration.ofSeconds(60), gauges, List.of(), () -> true, List::of);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        render.dispose();
        meters.close();
    }

    @Test
    void answersProbesWithinASecondUnderTenThousandHalfOpenConnections() throws Exception {
        AdminServer pages = open(new AdminServer("127.0.0.1", 0, meters, health, render, null));
        AdminServer probes = open(AdminServer.probes("127.0.0.1", 0, health));
        int count = halfOpen(pages.port());
        assertThat(count)
                .as("half-open connections, by the limit of descriptors")
                .isGreaterThan(100);

        // The kernel took the connections faster than the server has: the probe of the pages waits for its turn first.
        assertThat(exchange(pages.port(), PROBE)).startsWith("HTTP/1.1 200 OK");
        for (int port : new int[] {probes.port(), pages.port()}) {
            long before = System.nanoTime();
            assertThat(exchange(port, PROBE)).startsWith("HTTP/1.1 200 OK");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(exchange(probes.port(), "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "G", "GET /livez HTTP/1.1\r\nHost: a\r\n", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n1"})
    void closesAConnectionThatSendsNoWholeRequest(String part) throws Exception {
        AdminServer pages = limited(new ConnectionGuard.Times(BRIEF, LONG, LONG), 10);
        try (Socket socket = connect(pages.port())) {
            socket.getOutputStream().write(part.getBytes(US_ASCII));
            readToTheEnd(socket);
        }
        assertThat(exchange(pages.port(), PROBE)).startsWith("HTTP/1.1 200");
    }

    @Test
    void closesAConnectionThatStaysIdle() throws Exception {
        AdminServer pages = limited(new ConnectionGuard.Times(LONG, BRIEF, LONG), 10);
        try (Socket socket = connect(pages.port())) {
            socket.getOutputStream().write(PROBE.getBytes(US_ASCII));
            assertThat(readToTheEnd(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void replacesTheConnectionThatHasWaitedLongest() throws Exception {
        AdminServer pages = limited(new ConnectionGuard.Times(LONG, LONG, LONG), 2);
        try (Socket first = connect(pages.port());
                Socket second = connect(pages.port())) {
            assertThat(exchange(pages.port(), PROBE)).startsWith("HTTP/1.1 200");
            readToTheEnd(first);
            second.getOutputStream().write(PROBE.getBytes(US_ASCII));
            assertThat(new String(second.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void answersPipelinedRequestsHoweverMany() throws Exception {
        AdminServer pages = open(new AdminServer("127.0.0.1", 0, meters, health, render, null));
        try (Socket socket = connect(pages.port())) {
            socket.getOutputStream().write(PROBE.repeat(11).getBytes(US_ASCII));
            StringBuilder answers = new StringBuilder();
            while (answers.toString().split("every loop turns", -1).length <= 11) {
                answers.append((char) socket.getInputStream().read());
            }
            assertThat(answers.toString().split("HTTP/1.1 200", -1)).hasSize(12);
        }
        try (Socket socket = connect(pages.port())) {
            flood(socket, PROBE.repeat(20_000));
        }
        assertThat(exchange(pages.port(), PROBE)).startsWith("HTTP/1.1 200");
    }

    @Test
    void refusesHeadsThatAreTooLargeOrNone() throws Exception {
        AdminServer pages = open(new AdminServer("127.0.0.1", 0, meters, health, render, null));
        assertThat(exchange(pages.port(), "GET / HTTP/1.1\r\nX: " + "y".repeat(9_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(exchange(pages.port(), "GET /" + "y".repeat(9_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(exchange(pages.port(), "GET / HTTP/9.x\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(exchange(pages.port(), PROBE)).startsWith("HTTP/1.1 200");
    }

    private AdminServer limited(ConnectionGuard.Times times, int connections) {
        return open(new AdminServer(
                "127.0.0.1",
                0,
                meters,
                health,
                render,
                null,
                new PageServer.PageLimits(connections, connections, times)));
    }

    /** As many connections as descriptors permit. The server closes most of them, and the client keeps its ends. */
    private int halfOpen(int port) throws IOException {
        long most = HALF_OPEN;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            most = Math.min(most, unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount() - SPARE);
        }
        int count = 0;
        for (; count < most; count++) {
            SocketChannel half =
                    open(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            try {
                half.write(ByteBuffer.wrap("GET /livez HTTP/1.1\r\nHost: a".getBytes(US_ASCII)));
            } catch (IOException alreadyClosed) {
                assertThat(alreadyClosed).hasMessageMatching("(?i).*(reset|pipe).*");
            }
        }
        return count;
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            byte[] beginning = new byte[4_096];
            int length = socket.getInputStream().read(beginning);
            return new String(beginning, 0, Math.max(0, length), US_ASCII);
        }
    }

    /** The server may close before all is written. */
    private static void flood(Socket socket, String requests) {
        try {
            socket.getOutputStream().write(requests.getBytes(US_ASCII));
        } catch (IOException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(reset|pipe).*");
        }
    }

    private static String readToTheEnd(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int one = socket.getInputStream().read();
                    one >= 0;
                    one = socket.getInputStream().read()) {
                text.append((char) one);
            }
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        return text.toString();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }
}
