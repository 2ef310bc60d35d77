package io.metronome.observe;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** Serves pages at one port, on an event loop of its own, to a bounded number of connections. */
final class PageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final List<PageRoute> routes;
    private final PageLimits limits;
    private final ConnectionLimits connections;
    private final LoopResources loops;
    private final EventLoopGroup loop;
    private final DisposableServer server;

    /**
     * The limits of a server.
     *
     * @param connections in all
     * @param ofAddress connections from one address
     */
    record PageLimits(int connections, int ofAddress, ConnectionGuard.Times times) {}

    /**
     * Opens the port.
     *
     * @param loop the name of the event loop's thread
     * @param port 0 for any that is free
     * @param tls the server's certificate; null for plain HTTP
     * @throws reactor.netty.ChannelBindException if the port is taken
     */
    PageServer(String loop, String host, int port, List<PageRoute> routes, PageLimits limits, @Nullable ServerTls tls) {
        this.routes = routes;
        this.limits = limits;
        this.connections = new ConnectionLimits(limits.connections(), limits.ofAddress());
        this.loops = LoopResources.create(loop, 1, true);
        this.loop = loops.onServer(LoopResources.DEFAULT_NATIVE);
        this.server = listen(host, port, tls);
    }

    private DisposableServer listen(String host, int port, @Nullable ServerTls tls) {
        HttpServer configured = HttpServer.create()
                .runOn(loops)
                .host(host)
                .port(port)
                .compress(true)
                .doOnChannelInit((observer, channel, remote) -> guard(channel))
                .handle(this::serve);
        try {
            return (tls == null ? configured : configured.secure(spec -> spec.sslContext(tls))).bindNow();
        } catch (RuntimeException portTaken) {
            loops.dispose();
            throw portTaken;
        }
    }

    private void guard(Channel channel) {
        channel.pipeline()
                .addAfter(
                        NettyPipeline.HttpCodec,
                        "metronome.connectionGuard",
                        new ConnectionGuard(connections, limits.times()));
    }

    /** Its connections, which any thread may count. */
    ConnectionLimits connections() {
        return connections;
    }

    /** The port that it listens on. */
    int port() {
        return server.port();
    }

    /*
     * The event loop writes an answer, whoever made it: a thread beside it may be late to hear that its write is done, and
     * Netty reports an error if the event loop has ended by then. Nobody waits for an answer after that.
     */
    private Mono<Void> serve(HttpServerRequest request, HttpServerResponse response) {
        return answer(request)
                .onErrorResume(error -> Mono.just(failed(request, error)))
                .flatMap(this::onLoop)
                .onErrorResume(RejectedExecutionException.class, ended -> Mono.never())
                .flatMap(page -> page.sendTo(response));
    }

    private <T> Mono<T> onLoop(T value) {
        return Mono.create(taken -> loop.execute(() -> taken.success(value)));
    }

    private static Page failed(HttpServerRequest request, Throwable error) {
        if (error instanceof BadRequestException) {
            return Page.error(400, String.valueOf(error.getMessage()));
        } else if (error instanceof BodyTooLargeException) {
            return Page.error(413, String.valueOf(error.getMessage()));
        }
        LOG.warn("The page {} failed", request.uri(), error);
        return Page.error(500, "this page failed; the log says why");
    }

    private Mono<PageAnswer> answer(HttpServerRequest request) {
        String path = new QueryStringDecoder(request.uri()).rawPath();
        List<PageRoute> there =
                routes.stream().filter(route -> route.isAt(path)).toList();
        return there.stream()
                .filter(route -> route.takes(request.method()))
                .findFirst()
                .map(route -> Mono.<PageAnswer>defer(() -> answer(route, path, request)))
                .orElseGet(() -> Mono.<PageAnswer>just(nobody(there)));
    }

    private static Mono<PageAnswer> answer(PageRoute route, String path, HttpServerRequest request) {
        PageRequest asked = new PageRequest(request, route.path().parameters(path));
        return route.answer().apply(asked).map(PageAnswer.class::cast);
    }

    private static Page nobody(List<PageRoute> there) {
        if (there.isEmpty()) {
            return Page.error(404, "no such page");
        }
        List<String> methods =
                there.stream().map(route -> route.method().name()).toList();
        return Page.error(405, "only " + String.join(", ", methods) + " here")
                .with("Allow", String.join(", ", methods));
    }

    /** Closes the port, waits for answers that are being written, and ends the event loop. */
    @Override
    public void close() {
        server.disposeNow(CLOSE_WITHIN);
        loops.disposeLater(Duration.ZERO, CLOSE_WITHIN).block(CLOSE_WITHIN.multipliedBy(2));
    }
}
