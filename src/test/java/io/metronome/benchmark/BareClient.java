package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Reactor Netty's client alone: it makes the calls of the workload and reads no Kafka. No engine on this client can
 * cost less, so its costs are what the others are compared with.
 */
final class BareClient {
    private BareClient() {}

    public static void main(String[] arguments) throws InterruptedException {
        int instances = Integer.getInteger("instances");
        int inFlight = Integer.getInteger("in-flight");
        String end = "/sendMessage/" + System.getProperty("token");
        HttpClient client = HttpClient.create(ConnectionProvider.builder("bare")
                        .maxConnections(inFlight)
                        .build())
                .baseUrl(System.getProperty("api"))
                .headers(headers -> headers.set("content-type", "application/json"));
        Flux.range(0, Integer.getInteger("count"))
                .flatMap(n -> call(client, "/waInstance" + Workload.instance(n % instances) + end, n), inFlight)
                .blockLast();
        // The benchmark ends it, as it ends an engine that waits for more.
        new CountDownLatch(1).await();
    }

    private static Mono<String> call(HttpClient client, String path, int command) {
        return client.post()
                .uri(path)
                .send(Mono.fromSupplier(
                        () -> Unpooled.wrappedBuffer(Workload.body(command).getBytes(UTF_8))))
                .responseSingle((response, body) -> body.asString());
    }
}
