package io.metronome.observe;

import io.netty.handler.codec.http.HttpMethod;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A page of the admin server and its address.
 *
 * @param answer runs on an event loop and must not block
 */
public record PageRoute(
        HttpMethod method, PathTemplate path, Function<PageRequest, Mono<? extends PageAnswer>> answer) {

    /**
     * A page that shows something.
     *
     * @param path parameters stand in braces
     */
    public static PageRoute get(String path, Function<PageRequest, Mono<? extends PageAnswer>> answer) {
        return new PageRoute(HttpMethod.GET, PathTemplate.of(path), answer);
    }

    /**
     * A page that changes something, for requests with the token.
     *
     * @param answer may read the body
     */
    public static PageRoute change(
            HttpMethod method,
            String path,
            TokenCheck check,
            Function<PageRequest, Mono<? extends PageAnswer>> answer) {
        return new PageRoute(method, PathTemplate.of(path), request -> {
            @Nullable Page refusal = check.refusal(request);
            return refusal == null ? answer.apply(request) : Mono.just(refusal);
        });
    }

    /** Its path as it is published; parameters stand in braces. */
    public String template() {
        return path.text();
    }

    /** Whether it is at that path, as it was sent, without the query. */
    boolean isAt(String rawPath) {
        return path.matches(rawPath);
    }

    /** A route for GET takes HEAD, too; the server then sends no body. */
    boolean takes(HttpMethod asked) {
        return method.equals(asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked);
    }
}
