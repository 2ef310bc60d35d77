package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Instances;
import io.metronome.config.Settings;
import io.metronome.dispatch.Pipeline;
import io.metronome.dispatch.loop.Gauges;
import io.metronome.observe.EventLog;
import io.metronome.observe.Health;
import io.metronome.observe.Listeners;
import io.metronome.observe.Meters;
import io.metronome.observe.TokenCheck;
import io.metronome.observe.admin.AdminApi;
import io.metronome.observe.admin.WorkerIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import reactor.core.scheduler.Scheduler;

/** The admin API of a worker, and what it has to know of the worker. Any thread may call this. */
final class WorkerAdmin {
    private final Settings settings;
    private final Scheduler clock;
    private final AdminApi api;
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
        this.api = opened.open(new AdminApi(
                self,
                gauges,
                health,
                settings.http().peerName(),
                new TokenCheck(settings.http().adminToken(), () -> clock.now(NANOSECONDS)),
                topic -> partitions.getOrDefault(topic, 0),
                opened.thread("metronome-views").scheduler()));
    }

    AdminApi api() {
        return api;
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
    void open(Pipeline pipeline, Admin admin, StartupCheck startup, Instances instances, Scheduler orders) {
        partitions = startup.partitions();
        api.open(
                pipeline.views(),
                new GroupMembers(
                        admin, settings.kafka().groupId(), settings.topics().commands(), clock),
                new WorkerOrders(settings, instances, admin, startup.ledgerPartitions(), orders));
    }
}
