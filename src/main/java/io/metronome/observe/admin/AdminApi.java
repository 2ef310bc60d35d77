package io.metronome.observe.admin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.Gauges;
import io.metronome.dispatch.view.Views;
import io.metronome.observe.Health;
import io.metronome.observe.Listeners;
import io.metronome.observe.PageRoute;
import io.metronome.observe.TokenCheck;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import reactor.core.scheduler.Scheduler;

/**
 * The pages of the admin API. They exist before the worker has found Kafka, and answer 503 until then. Any thread may
 * call this.
 */
public final class AdminApi implements AutoCloseable {
    private final LocalViews views;
    private final PeerClient client;
    private final OtherWorkers others;
    private final ChangedInstances changes = new ChangedInstances();
    private final ActivityCounts activity;
    private final AuditLog audit = new AuditLog();
    private final GroupReads group;
    private final WriteEndpoints writes;
    private final List<PageRoute> routes = new ArrayList<>();

    /**
     * @param scheduler measures how long answers take, and writes events
     * @param peerName the name that the certificates of other workers must have; empty where that is the host of their URL
     * @param check of requests that change something
     * @param partitions the number of partitions of a topic; 0 where that is not known
     */
    public AdminApi(
            WorkerIdentity self,
            Gauges gauges,
            Health health,
            String peerName,
            TokenCheck check,
            ToIntFunction<String> partitions,
            Scheduler scheduler) {
        this.views = new LocalViews(scheduler);
        this.client = new PeerClient(peerName, scheduler);
        this.others = new OtherWorkers(client, self.member(), scheduler);
        this.activity = new ActivityCounts(() -> scheduler.now(NANOSECONDS), InstantSource.system());
        WorkersEndpoint workers = new WorkersEndpoint(self, gauges, health, activity, views, others);
        this.group = new GroupReads(views, others, workers, audit);
        ReadEndpoints reads = new ReadEndpoints(group, new ViewCodec(partitions));
        this.writes = new WriteEndpoints(check, reads, InstantSource.system());
        routes.addAll(reads.routes());
        routes.addAll(writes.routes());
        routes.add(workers.route());
        routes.add(new EventsEndpoint(gauges, changes, scheduler).route());
        routes.add(OpenApi.route());
    }

    /** The worker has begun: these are its instances and commands, its group, and who takes what operators want. */
    public void open(Views opened, Peers peers, Orders orders) {
        writes.open(orders);
        others.open(peers);
        views.open(opened);
    }

    /** Where to ask why the instances file does not count as it is; the answer is empty while it does. */
    public void watchFile(Supplier<String> trouble) {
        activity.watchFile(trouble);
    }

    /** Hears what happens in the pipeline. */
    public DispatchListener listener() {
        return new Listeners(List.of(changes, activity));
    }

    /** The reads that concern the whole group. */
    public GroupReads reads() {
        return group;
    }

    /** The orders of operators; the reader of the control topic must report them here. */
    public AuditLog audit() {
        return audit;
    }

    public List<PageRoute> routes() {
        return List.copyOf(routes);
    }

    /** Ends the connections to other workers. */
    @Override
    public void close() {
        client.close();
    }
}
