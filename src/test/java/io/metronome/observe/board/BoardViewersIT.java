package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Priority;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cost of viewers for the worker. */
@Tag("full")
class BoardViewersIT {
    private static final int VIEWERS = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final double CORE_SHARE = 0.05;

    /** Fifty open pages, with events once a second and a look every two seconds, at ten thousand busy instances. */
    @Test
    void costLessThanAFewPercentOfACore() throws Exception {
        try (BoardBench bench = BoardBench.opened()) {
            BoardScenes.night(bench);
            for (int i = 0; i < 10_000; i++) {
                bench.views.put(BoardScenes.active(Long.toString(1_102_000_000L + i), i % 300));
            }
            List<Socket> open = new ArrayList<>();
            try {
                for (int i = 0; i < VIEWERS; i++) {
                    open.add(request(bench, "/events"));
                    open.add(request(bench, "/board.json"));
                }
                look(bench, open, WARM_UP);
                long before = cpuNanos();
                look(bench, open, TIME);
                double share = (double) (cpuNanos() - before) / TIME.toNanos();
                assertThat(share).as("share of a core").isLessThan(CORE_SHARE);
            } finally {
                for (Socket socket : open) {
                    socket.close();
                }
            }
        }
    }

    private static void look(BoardBench bench, List<Socket> open, Duration time) {
        int[] round = {0};
        await().atMost(time.plusSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .during(time)
                .until(() -> {
                    bench.stats.pending(Priority.HIGH, 1);
                    bench.views.put(BoardScenes.active("1101000009", round[0]));
                    for (int i = 0; i < open.size(); i++) {
                        Socket socket = open.get(i);
                        if (i % 2 == 1 && round[0] % 2 == 0) {
                            send(socket, "/board.json");
                        }
                        InputStream answer = socket.getInputStream();
                        answer.skipNBytes(answer.available());
                    }
                    round[0]++;
                    return true;
                });
    }

    private static Socket request(BoardBench bench, String path) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.url().getPort());
        send(socket, path);
        return socket;
    }

    private static void send(Socket socket, String path) throws Exception {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** CPU time of the server's threads: its event loop, and that of the views, which asks and writes. */
    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null
                        && (thread.getThreadName().startsWith("metronome-admin")
                                || thread.getThreadName().startsWith("views")))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }
}
