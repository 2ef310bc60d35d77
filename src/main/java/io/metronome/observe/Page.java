package io.metronome.observe;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A page as an answer to a request.
 *
 * @param headers beside those that every page has
 */
public record Page(int status, String contentType, byte[] body, Map<String, String> headers) implements PageAnswer {

    /** A page without headers of its own. */
    public Page(int status, String contentType, byte[] body) {
        this(status, contentType, body, Map.of());
    }

    static Page text(int status, String text) {
        return new Page(status, "text/plain; charset=utf-8", utf8(text + "\n"));
    }

    /** A page of JSON. */
    public static Page json(int status, byte[] json) {
        return new Page(status, "application/json", json);
    }

    /** {@code {"error":…}}. */
    public static Page error(int status, String message) {
        return json(status, utf8(ErrorCodec.encode(message)));
    }

    /** This page with one more header. */
    public Page with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Page(status, contentType, body, more);
    }

    @Override
    public Mono<Void> sendTo(HttpServerResponse response) {
        headers.forEach(response::header);
        return response.status(status)
                .header("Content-Type", contentType)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .sendObject(Unpooled.wrappedBuffer(body))
                .then();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
