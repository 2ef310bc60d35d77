package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.config.InstancesFile;
import io.metronome.config.Settings;
import io.metronome.control.ControlListener;
import io.metronome.dispatch.Pipeline;
import io.metronome.dispatch.loop.Gauges;
import io.metronome.observe.EventLog;
import io.metronome.observe.Health;
import io.metronome.observe.HostCheck;
import io.metronome.observe.Listeners;
import io.metronome.observe.Meters;
import io.metronome.observe.PageRoute;
import io.metronome.observe.TokenCheck;
import io.metronome.observe.admin.AdminApi;
import io.metronome.observe.admin.WorkerIdentity;
import io.metronome.observe.board.Board;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import reactor.core.scheduler.Scheduler;

/** The admin API of a worker, and what it has to know of the worker. Any thread may call this. */
final class WorkerAdmin {
    private final Settings settings;
    private final Scheduler clock;
    private final AdminApi api;
    private final Board board;
    private volatile String member = "";
    private volatile Map<String, Integer> partitions = Map.of();

    WorkerAdmin(OpenedParts opened, Settings settings, Gauges gauges, Health health, Scheduler clock) {
        this.settings = settings;
        this.clock = clock;
        WorkerIdentity self = new WorkerIdentity(
                Version.number(),
                Instant.now(),
                () -> member,
                () -> settings.http().advertisedUrl());
        Scheduler views = opened.thread("metronome-views").scheduler();
        this.api = opened.open(new AdminApi(
                self,
                gauges,
                health,
                settings.http().peerName(),
                new TokenCheck(settings.http().adminToken(), () -> clock.now(NANOSECONDS)),
                topic -> partitions.getOrDefault(topic, 0),
                views));
        this.board = new Board(api.reads(), health, InstantSource.system(), views);
    }

    /** The pages of the API, and the board. */
    List<PageRoute> routes() {
        Settings.HttpSettings http = settings.http();
        List<String> names = new ArrayList<>(http.hostNames());
        names.addAll(List.of(http.host(), http.peerName(), advertisedHost(http)));
        HostCheck hosts = new HostCheck(names);
        return Stream.concat(api.routes().stream(), board.routes().stream())
                .map(hosts::guarded)
                .toList();
    }

    private static String advertisedHost(Settings.HttpSettings http) {
        String host = http.advertisedUrl().isEmpty()
                ? null
                : URI.create(http.advertisedUrl()).getHost();
        return host == null ? "" : host;
    }

    /** Hears what operators want, before the pipeline does. */
    ControlListener audited(ControlListener pipeline) {
        return api.audit().before(pipeline);
    }

    /** Those who hear what happens in the pipeline. */
    Listeners listeners(Meters meters) {
        return new Listeners(List.of(meters, new EventLog(() -> clock.now(NANOSECONDS)), api.listener()));
    }

    /** The worker has that id in its group from now on. */
    void member(String id) {
        member = id;
    }

    /** The worker has begun. */
    void open(Pipeline pipeline, Admin admin, StartupCheck startup, InstancesFile instances, Scheduler orders) {
        api.watchFile(instances::trouble);
        partitions = startup.partitions();
        api.open(
                pipeline.views(),
                new GroupMembers(
                        admin, settings.kafka().groupId(), settings.topics().commands(), clock),
                new WorkerOrders(settings, instances, admin, startup.ledgerPartitions(), orders));
    }
}
