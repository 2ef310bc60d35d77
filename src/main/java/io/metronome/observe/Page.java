package io.metronome.observe;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** The answer to a request. */
record Page(int status, String contentType, byte[] body) {

    static Page text(int status, String text) {
        return new Page(status, "text/plain; charset=utf-8", utf8(text + "\n"));
    }

    static Page html(String html) {
        return new Page(200, "text/html; charset=utf-8", utf8(html));
    }

    /** {@code {"error":…}}. */
    static Page error(int status, String message) {
        return new Page(status, "application/json", utf8(ErrorCodec.encode(message)));
    }

    Mono<Void> sendTo(HttpServerResponse response) {
        return response.status(status)
                .header("Content-Type", contentType)
                .header("Cache-Control", "no-store")
                .sendObject(Unpooled.wrappedBuffer(body))
                .then();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
