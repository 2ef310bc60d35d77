package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One HTTP/1.1 connection to the API stub: finds whole requests in what arrives. */
final class StubConnection {
    private static final int BUFFER = 1 << 14;
    private static final String BODY_LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    StubConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Takes in what the socket has. Answers whether the connection is still open. */
    boolean read() throws IOException {
        return channel.read(buffer) >= 0;
    }

    /** The next whole request: its path, a blank and its body. Empty when there is none. */
    String nextRequest() {
        String text = new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return "";
        }
        int bodyStart = headEnd + 4;
        int end = bodyStart + bodyLength(text.substring(0, headEnd));
        if (end > text.length()) {
            return "";
        }
        buffer.flip().position(end);
        buffer.compact();
        int pathStart = text.indexOf(' ') + 1;
        return text.substring(pathStart, text.indexOf(' ', pathStart)) + " " + text.substring(bodyStart, end);
    }

    /** Sends the whole answer; it is short, so that the socket takes it at once. */
    void answer(String json) throws IOException {
        String text = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + json.length()
                + "\r\n\r\n" + json;
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void close() throws IOException {
        channel.close();
    }

    private static int bodyLength(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(BODY_LENGTH);
        if (at < 0) {
            return 0;
        }
        int start = at + BODY_LENGTH.length();
        int end = lower.indexOf('\r', start);
        return Integer.parseInt(
                lower.substring(start, end < 0 ? lower.length() : end).strip());
    }
}
