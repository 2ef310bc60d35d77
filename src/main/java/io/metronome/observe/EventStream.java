package io.metronome.observe;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Server-sent events as an answer.
 *
 * @param events each with its lines and the empty line behind them
 */
public record EventStream(Flux<String> events) implements PageAnswer {
    /** The content type of server-sent events. */
    public static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

    @Override
    public Mono<Void> sendTo(HttpServerResponse response) {
        // A compressed event would wait in the compressor for the next ones.
        return response.compression(false)
                .sse()
                .header("Content-Type", CONTENT_TYPE)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .sendString(events)
                .then();
    }
}
