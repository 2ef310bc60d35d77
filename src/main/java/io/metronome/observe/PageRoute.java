package io.metronome.observe;

import io.netty.handler.codec.http.HttpMethod;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * One page of the admin server.
 *
 * @param path compared as it stands in the request, without the query
 * @param answer asked on an event loop: it must not block
 */
record PageRoute(HttpMethod method, String path, Function<HttpServerRequest, Mono<Page>> answer) {

    static PageRoute get(String path, Function<HttpServerRequest, Mono<Page>> answer) {
        return new PageRoute(HttpMethod.GET, path, answer);
    }

    boolean isAt(String path) {
        return this.path.equals(path);
    }

    /** HEAD is GET whose body is not sent. */
    boolean takes(HttpMethod asked) {
        return method.equals(asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked);
    }
}
