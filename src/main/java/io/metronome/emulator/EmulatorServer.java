package io.metronome.emulator;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** The HTTP server: reads whole requests, delays answers without blocking a thread, and cuts connections. */
final class EmulatorServer implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ApiHandler handler;
    private final Control control;
    private final Faults faults;
    private final Duration answerDelay;
    private final Scheduler time;
    private final Supplier<Moment> now;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final LoopResources loops = LoopResources.create("emulator", 1, true);
    private final EventLoopGroup loop = loops.onServer(LoopResources.DEFAULT_NATIVE);
    private final DisposableServer server;

    EmulatorServer(
            EmulatorSettings settings,
            ApiHandler handler,
            Control control,
            Faults faults,
            Scheduler time,
            Supplier<Moment> now) {
        this.handler = handler;
        this.control = control;
        this.faults = faults;
        this.answerDelay = settings.answerDelay();
        this.time = time;
        this.now = now;
        this.server = bound(settings);
    }

    private DisposableServer bound(EmulatorSettings settings) {
        try {
            return HttpServer.create()
                    .host(settings.host())
                    .port(settings.port())
                    .runOn(loops)
                    .channelGroup(open)
                    .handle(this::serve)
                    .bindNow();
        } catch (ChannelBindException taken) {
            loops.dispose();
            throw taken;
        }
    }

    int port() {
        return server.port();
    }

    private Mono<Void> serve(HttpServerRequest request, HttpServerResponse response) {
        String verb = request.method().name();
        String uri = request.uri();
        if (uri.startsWith(Control.ROOT)) {
            return body(request).flatMap(body -> write(response, control.answer(verb, uri, body, now.get())));
        }
        Fault fault = faults.take(Route.parse(Route.path(uri)));
        if (fault != null && fault.cut() == Cut.BEFORE_REQUEST) {
            handler.answer(new ApiHandler.Request(verb, uri, NOTHING, now.get(), fault));
            return hangUp(request);
        }
        return late(
                        body(request)
                                .map(body -> handler.answer(new ApiHandler.Request(verb, uri, body, now.get(), fault))),
                        fault)
                .flatMap(answer -> fault == null ? write(response, answer) : faulty(request, response, answer, fault));
    }

    private Mono<Void> faulty(HttpServerRequest request, HttpServerResponse response, Response answer, Fault fault) {
        if (fault.cut() == Cut.BEFORE_ANSWER) {
            return hangUp(request);
        }
        if (fault.cut() == Cut.WITHIN_ANSWER) {
            return FaultyResponse.breakOff(request, answer);
        }
        return fault.drip().isZero()
                ? write(response, answer)
                : FaultyResponse.drip(request, answer, fault.drip(), time);
    }

    /* The event loop writes it: a thread beside it may be late to hear that its write is done. */
    private Mono<Response> late(Mono<Response> answer, @Nullable Fault fault) {
        Duration delay = fault == null ? answerDelay : answerDelay.plus(fault.delay());
        return delay.isZero() ? answer : answer.delayElement(delay, time).flatMap(this::onLoop);
    }

    private <T> Mono<T> onLoop(T value) {
        return Mono.create(taken -> loop.execute(() -> taken.success(value)));
    }

    /** The whole body; of a body over the limit, enough to see that it is too long. */
    private static Mono<byte[]> body(HttpServerRequest request) {
        return request.receive()
                .asByteArray()
                .collect(ByteArrayOutputStream::new, EmulatorServer::append)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static void append(ByteArrayOutputStream all, byte[] part) {
        int room = ApiHandler.BODY_LIMIT + 1 - all.size();
        all.write(part, 0, Math.min(room, part.length));
    }

    private static Mono<Void> write(HttpServerResponse response, Response answer) {
        response.status(answer.status())
                .header(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(answer.body().length));
        answer.headers().forEach(response::header);
        return answer.body().length == 0
                ? response.send().then()
                : response.sendByteArray(Mono.just(answer.body())).then();
    }

    private static Mono<Void> hangUp(HttpServerRequest request) {
        return Mono.create(done -> request.withConnection(connection ->
                FutureMono.from(connection.channel().close()).subscribe(nothing -> {}, done::error, done::success)));
    }

    /** Closes the port and every connection. */
    @Override
    public void close() {
        server.dispose();
        open.close().awaitUninterruptibly(CLOSING.toMillis());
        server.disposeNow(CLOSING);
        loops.disposeLater(Duration.ZERO, CLOSING).block(CLOSING);
    }
}
