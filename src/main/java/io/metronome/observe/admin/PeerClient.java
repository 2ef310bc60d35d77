package io.metronome.observe.admin;

import io.netty.channel.ChannelOption;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultNameResolver;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/**
 * Asks another worker. It sends no token, follows no redirect, waits for three seconds, and reads four megabytes at the
 * most. A request that was passed on says so, and is not passed on again.
 */
final class PeerClient implements AutoCloseable {
    /** The header of a request that was passed on. */
    static final String FORWARDED = "Metronome-Forwarded";

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int LONGEST = 4 << 20;
    private static final int MOST_CLIENTS = 1_000;

    private final LoopResources loops = LoopResources.create("metronome-peers", 1, true);
    private final Map<String, HttpClient> named = new ConcurrentHashMap<>();
    private final HttpClient plain;
    private final String peerName;
    private final Scheduler timer;

    /** @param peerName the name that certificates must have; empty where that is the host of the URL */
    PeerClient(String peerName, Scheduler timer) {
        this.peerName = peerName;
        this.timer = timer;
        this.plain = HttpClient.newConnection()
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .followRedirect(false)
                .disableRetry(true)
                .headers(headers -> headers.set(FORWARDED, "1"));
    }

    /** What it answers. */
    record PeerAnswer(int status, byte[] body) {}

    /**
     * Asks for a page; an error of {@link PeerAwayException} where there is no answer.
     *
     * @param path with the query, encoded
     */
    Mono<PeerAnswer> get(URI url, String path) {
        return client(url)
                .get()
                .uri(address(url) + path)
                .response((answer, body) -> body.asByteArray()
                        .collect(ByteArrayOutputStream::new, PeerClient::append)
                        .map(bytes -> new PeerAnswer(answer.status().code(), bytes.toByteArray())))
                .next()
                .timeout(PATIENCE, timer)
                .onErrorMap(
                        Exception.class, failure -> new PeerAwayException("the worker at " + url + " cannot be asked"));
    }

    private static void append(ByteArrayOutputStream body, byte[] part) {
        if (body.size() + part.length > LONGEST) {
            throw new PeerAwayException("the answer is too long");
        }
        body.writeBytes(part);
    }

    private boolean isNamed(URI url) {
        return !peerName.isEmpty() && "https".equals(url.getScheme());
    }

    private String address(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return isNamed(url) ? "https://" + peerName + port : url.toString();
    }

    private HttpClient client(URI url) {
        if (!isNamed(url)) {
            return plain;
        }
        if (named.size() > MOST_CLIENTS) {
            named.clear();
        }
        return named.computeIfAbsent(url.getHost(), host -> plain.resolver(new NamedHost(host)));
    }

    /* The name of the certificate stands for the host that the URL names. */
    private static final class NamedHost extends AddressResolverGroup<InetSocketAddress> {
        private final String host;

        NamedHost(String host) {
            this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            DefaultNameResolver resolver = new DefaultNameResolver(executor);
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) {
                    resolver.resolve(host).addListener(handOver(promise));
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                    resolver.resolveAll(host).addListener(handOver(promise));
                }
            }.asAddressResolver();
        }

        private static <T> FutureListener<T> handOver(Promise<T> promise) {
            return (Future<T> found) -> {
                if (found.isSuccess()) {
                    promise.trySuccess(found.getNow());
                } else {
                    promise.tryFailure(found.cause());
                }
            };
        }
    }

    @Override
    public void close() {
        loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE.multipliedBy(2));
    }
}
