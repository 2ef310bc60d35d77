package io.metronome.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One worker's own way to the API: what it sends can be told from what others send, to the moment. */
final class Gate implements AutoCloseable {
    private static final int CHUNK = 16_384;
    private static final String POST = "POST ";

    private final ServerSocket door;
    private final URI beyond;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Instant> posts = new ConcurrentLinkedQueue<>();

    /** @param beyond where the API is */
    Gate(URI beyond) throws IOException {
        this.beyond = beyond;
        this.door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** When each call came through, from that moment on and before the other. */
    List<Instant> between(Instant from, Instant to) {
        return posts.stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .toList();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket worker = door.accept();
                Socket api = new Socket(beyond.getHost(), beyond.getPort());
                open.add(worker);
                open.add(api);
                Thread.ofVirtual().start(() -> pass(worker, api, true));
                Thread.ofVirtual().start(() -> pass(api, worker, false));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /* The client has one request at a time under way on a connection, so each begins with a chunk of its own. */
    private void pass(Socket from, Socket to, boolean requests) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (requests && new String(chunk, 0, Math.min(read, POST.length()), US_ASCII).equals(POST)) {
                    posts.add(Instant.now());
                }
                out.write(chunk, 0, read);
            }
        } catch (IOException ended) {
            // Either side may close at any time; the other is closed with it.
            open.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
