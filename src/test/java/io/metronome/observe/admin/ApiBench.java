package io.metronome.observe.admin;

import io.metronome.command.Homes;
import io.metronome.command.Secret;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.observe.AdminServer;
import io.metronome.observe.Health;
import io.metronome.observe.Meters;
import io.metronome.observe.PageRoute;
import io.metronome.observe.TokenCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The real server with the pages of the admin API, on views with fixed answers. */
final class ApiBench implements AutoCloseable {
    static final String TOKEN = "0123456789abcdef0123456789abcdef";
    static final Instant SINCE = Instant.parse("2026-11-27T03:00:00Z");
    static final int RESULTS_PARTITION = new Homes(7).of(FixedViews.HELD);

    final FixedViews views;
    final FixedOrders orders = new FixedOrders();
    final PipelineStats stats = new PipelineStats();
    final AdminApi api;
    private final Meters meters = new Meters(List.of(), stats, "1.2.3");
    private final Scheduler scheduler = Schedulers.newSingle("views");
    private final HttpClient client = HttpClient.newHttpClient();
    private final AdminServer server;

    /** @param more pages beside those of the API */
    ApiBench(PageRoute... more) {
        this("member-1", new FixedViews(false), more);
    }

    private ApiBench(String member, FixedViews views, PageRoute... more) {
        this.views = views;
        Health health = new Health(() -> 0, Duration.ofMinutes(1), stats, List.of(), () -> true, List::of);
        WorkerIdentity self = new WorkerIdentity("1.2.3", SINCE, () -> member, () -> "http://10.0.0.7:8080");
        TokenCheck check = new TokenCheck(new Secret(TOKEN), System::nanoTime);
        this.api = new AdminApi(self, stats, health, "", check, topic -> topic.equals("results") ? 7 : 0, scheduler);
        List<PageRoute> routes = new ArrayList<>(api.routes());
        routes.addAll(List.of(more));
        this.server = new AdminServer("127.0.0.1", 0, meters, health, scheduler, null, routes);
    }

    /** A worker that has begun, alone in its group. */
    static ApiBench opened() {
        return opened("member-1", new FixedViews(false), Peers.NONE);
    }

    /** A worker that has begun. */
    static ApiBench opened(String member, FixedViews views, Peers peers) {
        ApiBench bench = new ApiBench(member, views);
        bench.api.open(views, peers, bench.orders);
        return bench;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    /** A request that changes something, with the token. */
    HttpResponse<String> change(String method, String path, String body) throws IOException, InterruptedException {
        return send(
                request(path).header("Authorization", "Bearer " + TOKEN).method(method, BodyPublishers.ofString(body)));
    }

    HttpClient client() {
        return client;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.close();
        api.close();
        client.close();
        scheduler.dispose();
        meters.close();
    }
}
