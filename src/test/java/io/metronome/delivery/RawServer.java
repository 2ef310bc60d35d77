package io.metronome.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of plain sockets that does exactly what a test tells it, and keeps every byte that came. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger bytes = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    /** The script of one connection, which is closed after it. */
    @FunctionalInterface
    interface Script {
        void run(Connection connection) throws IOException;
    }

    /** One accepted connection. */
    final class Connection {
        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        /** Reads one request; empty when the client closed instead. */
        String request() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                int one = in.read();
                if (one < 0) {
                    return "";
                }
                bytes.incrementAndGet();
                head.write(one);
            }
            String text = head.toString(StandardCharsets.UTF_8);
            byte[] body = in.readNBytes(length(text));
            bytes.addAndGet(body.length);
            String request = text + new String(body, StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        /** Reads the first bytes that come. */
        void some() throws IOException {
            bytes.addAndGet(in.readNBytes(16).length);
        }

        void answer(int status, String body) throws IOException {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            raw("HTTP/1.1 " + status + " X\r\nContent-Length: " + length + "\r\n\r\n" + body);
        }

        void raw(String text) throws IOException {
            raw(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends the bytes at once, in packets of their own. */
        void raw(byte[] bytes) throws IOException {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Closes with a reset instead of a FIN. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client closes. */
        void drain() throws IOException {
            while (in.read() >= 0) {
                bytes.incrementAndGet();
            }
        }

        private static int length(String head) {
            String lower = head.toLowerCase(Locale.ROOT);
            int at = lower.indexOf("content-length: ");
            return at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        }
    }

    RawServer(Script script) {
        try {
            server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(() -> accept(script));
    }

    /** A server that gives every request that answer. */
    static RawServer answering(int status, String body) {
        return new RawServer(connection -> {
            while (!connection.request().isEmpty()) {
                connection.answer(status, body);
            }
        });
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket, script));
            }
        } catch (IOException closed) {
            ended.incrementAndGet();
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            script.run(new Connection(socket));
        } catch (IOException clientWent) {
            // How a client leaves is what the tests look at from the other side.
        } finally {
            ended.incrementAndGet();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    int connections() {
        return sockets.size();
    }

    int ended() {
        return ended.get();
    }

    int bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
