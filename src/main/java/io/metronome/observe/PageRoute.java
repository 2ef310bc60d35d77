package io.metronome.observe;

import io.netty.handler.codec.http.HttpMethod;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A page of the admin server and its address.
 *
 * @param path the path of the request, as it is sent, without the query
 * @param answer runs on an event loop and must not block
 */
record PageRoute(HttpMethod method, String path, Function<HttpServerRequest, Mono<Page>> answer) {

    static PageRoute get(String path, Function<HttpServerRequest, Mono<Page>> answer) {
        return new PageRoute(HttpMethod.GET, path, answer);
    }

    boolean isAt(String path) {
        return this.path.equals(path);
    }

    /** A route for GET takes HEAD, too; the server then sends no body. */
    boolean takes(HttpMethod asked) {
        return method.equals(asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked);
    }
}
