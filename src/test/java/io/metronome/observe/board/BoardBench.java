package io.metronome.observe.board;

import io.metronome.command.Catalogue;
import io.metronome.command.Reason;
import io.metronome.command.Secret;
import io.metronome.control.ControlListener;
import io.metronome.control.ControlRecord;
import io.metronome.control.ReadControl;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.observe.AdminServer;
import io.metronome.observe.Health;
import io.metronome.observe.HostCheck;
import io.metronome.observe.Meters;
import io.metronome.observe.PageRoute;
import io.metronome.observe.TokenCheck;
import io.metronome.observe.admin.AdminApi;
import io.metronome.observe.admin.Orders;
import io.metronome.observe.admin.Peer;
import io.metronome.observe.admin.WorkerIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The real server with the API and the board, on views that a test sets. Control records are read as they are written. */
final class BoardBench implements AutoCloseable {
    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    final ScriptedViews views = new ScriptedViews();
    final PipelineStats stats = new PipelineStats();
    final AdminApi api;
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final AtomicLong offset = new AtomicLong();
    private final Meters meters = new Meters(List.of(), stats, "1.2.3");
    private final Scheduler scheduler = Schedulers.newSingle("views");
    private final HttpClient client = HttpClient.newHttpClient();
    private final AdminServer server;
    private final ControlListener control;
    private volatile Duration ahead = Duration.ZERO;

    /** A worker that has not found Kafka yet. */
    BoardBench() {
        this(0);
    }

    private BoardBench(int port) {
        Health health =
                new Health(() -> 0, Duration.ofMinutes(1), stats, List.of(), () -> true, () -> List.copyOf(troubles));
        WorkerIdentity self =
                new WorkerIdentity("1.2.3", Instant.now(), () -> "member-1", () -> "http://metronome-0.metronome:8080");
        TokenCheck check = new TokenCheck(new Secret(TOKEN), System::nanoTime);
        this.api = new AdminApi(self, stats, health, "", check, topic -> 2, scheduler);
        Board board = new Board(api.reads(), health, () -> Instant.now().plus(ahead), scheduler);
        HostCheck hosts = new HostCheck(List.of("metronome.example.com"));
        List<PageRoute> routes = Stream.concat(api.routes().stream(), board.routes().stream())
                .map(hosts::guarded)
                .toList();
        this.server = new AdminServer("127.0.0.1", port, meters, health, scheduler, null, routes);
        this.control = api.audit().before(new DeafListener());
        stats.partitions(0, 2, 2, 0, List.of());
    }

    /** A worker that has begun. */
    static BoardBench opened() {
        return opened(0);
    }

    /** A worker that has begun, at that port. */
    static BoardBench opened(int port) {
        BoardBench bench = new BoardBench(port);
        bench.begin();
        return bench;
    }

    /** The worker has found Kafka. */
    void begin() {
        troubles.clear();
        api.open(views, this::group, new RecordedOrders());
        checkpoint();
    }

    /** The clock of the board goes ahead by that. */
    void later(Duration time) {
        ahead = time;
    }

    private Mono<List<Peer>> group() {
        return Mono.just(List.copyOf(peers));
    }

    /** A member of the group that does not answer. */
    void silentPeer(String member) {
        peers.add(new Peer(member, null, Set.of(7)));
    }

    /** A line of readyz. */
    void trouble(String line) {
        troubles.add(line);
    }

    void checkpoint() {
        api.listener().checkpointed(1, 0, 0);
    }

    /** Calls were written. */
    void sent(int count, int late) {
        for (int i = 0; i < count; i++) {
            long lateness = i < late ? Duration.ofSeconds(2).toNanos() : 0;
            api.listener().departed(Catalogue.methods().getFirst(), lateness, null);
        }
    }

    void died(Reason reason, int count) {
        for (int i = 0; i < count; i++) {
            api.listener().died(reason);
        }
    }

    /** An operator's record was read from the topic. */
    long read(ControlRecord wanted) {
        long at = offset.getAndIncrement();
        control.read(List.of(new ReadControl(wanted, at, Instant.now().toEpochMilli())));
        return at;
    }

    /** Takes what is wanted, and obeys at once. */
    private final class RecordedOrders implements Orders {
        @Override
        public boolean knows(String instance) {
            return views.detail(instance) != null;
        }

        @Override
        public Mono<Long> write(ControlRecord wanted) {
            return Mono.fromSupplier(() -> {
                if (wanted instanceof ControlRecord.Pause pause) {
                    views.put(BoardScenes.paused(pause));
                } else if (wanted instanceof ControlRecord.Tombstone) {
                    views.put(BoardScenes.active(wanted.instance(), 12));
                }
                return read(wanted);
            });
        }

        @Override
        public Mono<Long> nextOffset(String instance) {
            return Mono.just(42L);
        }
    }

    private static final class DeafListener implements ControlListener {
        @Override
        public void begins() {}

        @Override
        public void read(List<ReadControl> records) {}

        @Override
        public void complete() {}
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
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
