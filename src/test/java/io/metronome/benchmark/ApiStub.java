package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A GREEN-API that costs next to nothing: one thread, no library, no checks. It answers every send with an idMessage, at
 * once or after a set delay, and notes when the call came. Paths below {@code /control} are for the benchmark.
 */
final class ApiStub {
    /** The words that it prints before its port. */
    static final String HERE = "stub at ";

    private static final int BACKLOG = 1_024;
    private static final String MESSAGE = "\"message\":\"";
    private static final int DIGITS = 8;
    /** Milliseconds: so exactly a call's moment is known where little happens. */
    private static final long LONGEST_LOOK = 5;

    private final Selector selector;
    private final StubCalls calls = new StubCalls();
    private final Deque<LaterAnswer> later = new ArrayDeque<>();
    private long answerAfter;
    private String settings = "";
    /* The moment of the last look at the sockets, and of the one before. */
    private long looked;
    private long lookedBefore;

    private record LaterAnswer(long at, StubConnection connection, String json) {}

    private ApiStub(Selector selector) {
        this.selector = selector;
    }

    public static void main(String[] arguments) throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            endWithParent();
            new PrintStream(System.out, true, UTF_8)
                    .println(HERE + ((InetSocketAddress) server.getLocalAddress()).getPort());
            new ApiStub(selector).run(server);
        }
    }

    private static void endWithParent() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                System.err.println("the benchmark is gone: " + e);
            }
            System.exit(0);
        });
    }

    private void run(ServerSocketChannel server) throws IOException {
        while (server.isOpen()) {
            look();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    accept(server);
                } else {
                    serve(key, (StubConnection) key.attachment());
                }
            }
            selector.selectedKeys().clear();
            answerLater();
        }
    }

    /* The clock is read before the look: a system may stop this thread between a look and the clock for any time. */
    private void look() throws IOException {
        lookedBefore = looked;
        looked = System.nanoTime();
        LaterAnswer first = later.peek();
        long wait = first == null
                ? LONGEST_LOOK
                : Duration.ofNanos(first.at() - looked).toMillis();
        if (wait > 0) {
            selector.select(Math.min(wait, LONGEST_LOOK));
        } else {
            selector.selectNow();
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.socket().setTcpNoDelay(true);
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, new StubConnection(channel));
        }
    }

    private void serve(SelectionKey key, StubConnection connection) throws IOException {
        try {
            if (!connection.read()) {
                key.cancel();
                connection.close();
                return;
            }
            for (String request = connection.nextRequest(); !request.isEmpty(); request = connection.nextRequest()) {
                serve(request, connection);
            }
        } catch (IOException e) {
            // A client that was killed resets its connections.
            key.cancel();
            connection.close();
        }
    }

    /* Paths are /waInstance{id}/{method}/{token}. */
    private void serve(String request, StubConnection connection) throws IOException {
        if (request.startsWith("/control/")) {
            connection.answer(control(request.substring(0, request.indexOf(' '))));
        } else if (request.contains("/getSettings/")) {
            answer(connection, settings);
        } else if (request.contains("/getStateInstance/")) {
            answer(connection, "{\"stateInstance\":\"authorized\"}");
        } else {
            int start = request.indexOf(MESSAGE) + MESSAGE.length();
            String number = request.substring(start, start + DIGITS);
            String instance = request.substring("/waInstance".length(), request.indexOf('/', 1));
            calls.add(Long.parseLong(instance), Integer.parseInt(number), lookedBefore, System.nanoTime());
            answer(connection, "{\"idMessage\":\"3EB0BENCH00" + number + "\"}");
        }
    }

    private void answer(StubConnection connection, String json) throws IOException {
        if (answerAfter == 0) {
            connection.answer(json);
        } else {
            later.add(new LaterAnswer(System.nanoTime() + answerAfter, connection, json));
        }
    }

    private void answerLater() {
        long now = System.nanoTime();
        while (!later.isEmpty() && later.getFirst().at() <= now) {
            LaterAnswer answer = later.removeFirst();
            try {
                answer.connection().answer(answer.json());
            } catch (IOException e) {
                System.err.println("a client did not wait for its answer: " + e);
            }
        }
    }

    private String control(String path) throws IOException {
        String[] words = path.split("/", 5);
        switch (words[2]) {
            case "reset" -> {
                calls.clear();
                later.clear();
                answerAfter = Duration.ofMillis(Long.parseLong(words[3])).toNanos();
                settings = "{\"delaySendMessagesMilliseconds\":" + words[4] + "}";
            }
            case "save" -> calls.write(Path.of(path.substring("/control/save".length())));
            default -> {}
        }
        return Integer.toString(calls.count());
    }
}
