package io.metronome.observe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Clients of the worker's own port that take their time, or all the places that one address may have. */
class SlowClientsTest {
    private static final String PROBE = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final Duration BRIEF = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    private static final int SMALL_WINDOW = 4_096;
    /* More than the kernel takes. */
    private static final int LARGE = 32 << 20;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SetGauges gauges = new SetGauges();
    private final Meters meters = new Meters(List.of(), gauges, "1.2.3");
    private final Scheduler render = Schedulers.newBoundedElastic(1, 4, "render");
    private final Health health = new Health(() -> 0, Duration.ofSeconds(60), gauges, List.of(), () -> true, List::of);

    @BeforeEach
    void listen() {
        root.addAppender(lines);
        lines.start();
    }

    /** An operator reads nothing of what clients do wrong. */
    @AfterEach
    void close() {
        root.detachAppender(lines);
        render.dispose();
        meters.close();
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .filteredOn(line -> line.getLoggerName().matches("(io\\.netty|reactor|io\\.metronome)\\..*"))
                .isEmpty();
    }

    @Test
    void closesAConnectionThatSendsItsRequestAByteAtATime() throws Exception {
        try (AdminServer pages = open(new ConnectionGuard.Times(BRIEF, LONG, LONG), 10);
                Socket socket = connect(pages.port(), 1)) {
            socket.getOutputStream().write("GET /".getBytes(US_ASCII));
            await().pollInterval(A_MOMENT).until(() -> isClosed(socket));
            assertThat(statusOfAnother(pages)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void closesAConnectionThatDoesNotTakeItsAnswer() throws Exception {
        PageRoute large = PageRoute.get("/large", asked -> Mono.just(new Page(200, "text/plain", new byte[LARGE])));
        PageServer.PageLimits limits = new PageServer.PageLimits(100, 10, new ConnectionGuard.Times(LONG, LONG, BRIEF));
        try (PageServer pages = new PageServer("slow-clients", "127.0.0.1", 0, List.of(large), limits, null);
                Socket socket = connect(pages.port(), 1)) {
            socket.getOutputStream().write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            await().pollInterval(A_MOMENT).until(() -> isClosed(socket));
        }
    }

    /* A thread beside the event loop hears late of its write; an event loop that has ended by then would report an error. */
    @Test
    void theEventLoopWritesWhatAnotherThreadHasMade() throws Exception {
        Queue<String> writers = new ConcurrentLinkedQueue<>();
        Page page = Page.text(200, "made elsewhere");
        PageAnswer answer = response -> {
            writers.add(Thread.currentThread().getName());
            return page.sendTo(response);
        };
        PageRoute made = PageRoute.get("/made", asked -> Mono.just(answer).publishOn(render));
        PageServer.PageLimits limits = new PageServer.PageLimits(100, 10, new ConnectionGuard.Times(LONG, LONG, LONG));
        try (PageServer pages = new PageServer("writer", "127.0.0.1", 0, List.of(made), limits, null);
                Socket socket = connect(pages.port(), 1)) {
            socket.getOutputStream().write("GET /made HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
        assertThat(writers).singleElement().asString().startsWith("writer");
    }

    @Test
    void oneAddressTakesNoPlaceOfAnother() throws Exception {
        try (AdminServer pages = open(new ConnectionGuard.Times(LONG, LONG, LONG), 2);
                Socket other = connect(pages.port(), 2);
                Socket first = connect(pages.port(), 1);
                Socket second = connect(pages.port(), 1);
                Socket third = connect(pages.port(), 1)) {
            assertThat(first.getInputStream().read()).as("the end of the first").isNegative();
            for (Socket each : List.of(other, second, third)) {
                assertThat(status(each)).isEqualTo("HTTP/1.1 200");
            }
            String scrape = "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            other.getOutputStream().write(scrape.getBytes(US_ASCII));
            assertThat(other.getInputStream().readAllBytes())
                    .asString(US_ASCII)
                    .contains("metronome_http_connections 3.0", "metronome_http_connections_turned_away_total 1.0");
        }
    }

    @Test
    void saysNothingOfClientsThatSendJunkOrBreakOff() throws Exception {
        try (AdminServer pages = open(new ConnectionGuard.Times(LONG, LONG, LONG), 10)) {
            try (Socket junk = connect(pages.port(), 1)) {
                junk.getOutputStream().write("\u0016\u0003\u0001 no HTTP\r\n\r\n".getBytes(US_ASCII));
                assertThat(junk.getInputStream().readAllBytes())
                        .asString(US_ASCII)
                        .startsWith("HTTP/1.1 400");
            }
            try (Socket broken = connect(pages.port(), 1)) {
                broken.setSoLinger(true, 0);
                broken.getOutputStream().write("POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\n1".getBytes(US_ASCII));
            }
            assertThat(statusOfAnother(pages)).isEqualTo("HTTP/1.1 200");
        }
    }

    private AdminServer open(ConnectionGuard.Times times, int ofAddress) {
        PageServer.PageLimits limits = new PageServer.PageLimits(100, ofAddress, times);
        return new AdminServer("127.0.0.1", 0, meters, health, render, null, limits);
    }

    /* One more byte of a request that has no end; it counts for nothing while an answer is not taken. */
    private static boolean isClosed(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return false;
        } catch (IOException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(reset|pipe).*");
            return true;
        }
    }

    private static String statusOfAnother(AdminServer pages) throws IOException {
        try (Socket socket = connect(pages.port(), 1)) {
            return status(socket);
        }
    }

    private static String status(Socket socket) throws IOException {
        socket.getOutputStream().write(PROBE.getBytes(US_ASCII));
        return new String(socket.getInputStream().readNBytes(12), US_ASCII);
    }

    /* From 127.0.0.1, or another of this machine's own addresses. */
    private static Socket connect(int port, int last) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_WINDOW);
        socket.setSoTimeout(10_000);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
