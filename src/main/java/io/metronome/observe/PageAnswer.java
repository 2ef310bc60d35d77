package io.metronome.observe;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** The answer to a request: a page, or a stream of events. */
public interface PageAnswer {

    /** Writes the answer. Completes when the last byte is handed to the socket. */
    Mono<Void> sendTo(HttpServerResponse response);
}
