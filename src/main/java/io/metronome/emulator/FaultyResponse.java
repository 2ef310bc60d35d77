package io.metronome.emulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Malformed answers. They bypass the HTTP codec, which would complete an answer, and close the connection at the end.
 */
final class FaultyResponse {
    private FaultyResponse() {}

    /** Writes half of the body. */
    static Mono<Void> breakOff(HttpServerRequest request, Response answer) {
        byte[] half = Arrays.copyOf(answer.body(), answer.body().length / 2);
        return with(request, channel -> Flux.concat(write(channel, head(answer)), write(channel, half)));
    }

    /** Writes the whole answer, the body byte by byte. */
    static Mono<Void> drip(HttpServerRequest request, Response answer, Duration drip, Scheduler time) {
        byte[] body = answer.body();
        Flux<Integer> drops = Flux.range(0, body.length).delayElements(drip, time);
        return with(
                request,
                channel -> write(channel, head(answer))
                        .thenMany(drops.concatMap(at -> write(channel, Arrays.copyOfRange(body, at, at + 1)))));
    }

    /** Writes something to a connection. */
    private interface ChannelWriter {
        Publisher<Void> to(Channel channel);
    }

    private static Mono<Void> with(HttpServerRequest request, ChannelWriter writer) {
        return Mono.create(done -> request.withConnection(connection -> done.onDispose(Flux.from(
                        writer.to(connection.channel()))
                .then(Mono.defer(() -> FutureMono.from(connection.channel().close())))
                .subscribe(nothing -> {}, done::error, done::success))));
    }

    /* On the event loop: a thread beside it may be late to hear that its write is done. */
    private static Mono<Void> write(Channel channel, byte[] bytes) {
        return Mono.create(written -> channel.eventLoop()
                .execute(() -> FutureMono.from(
                                channel.pipeline().firstContext().writeAndFlush(Unpooled.wrappedBuffer(bytes)))
                        .subscribe(nothing -> {}, written::error, written::success)));
    }

    private static byte[] head(Response answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", answer.contentType());
        headers.put("Content-Length", String.valueOf(answer.body().length));
        headers.putAll(answer.headers());
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" X\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
