package io.metronome.observe.admin;

import io.metronome.command.Priority;
import io.metronome.dispatch.loop.Gauges;
import io.metronome.dispatch.view.PartitionView;
import io.metronome.observe.Health;
import io.metronome.observe.Page;
import io.metronome.observe.PageRequest;
import io.metronome.observe.PageRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The page about the workers of the group. */
final class WorkersEndpoint {
    private final WorkerIdentity self;
    private final Gauges gauges;
    private final Health health;
    private final ActivityCounts activity;
    private final LocalViews views;
    private final OtherWorkers others;

    WorkersEndpoint(
            WorkerIdentity self,
            Gauges gauges,
            Health health,
            ActivityCounts activity,
            LocalViews views,
            OtherWorkers others) {
        this.activity = activity;
        this.self = self;
        this.gauges = gauges;
        this.health = health;
        this.views = views;
        this.others = others;
    }

    PageRoute route() {
        return PageRoute.get("/workers", this::workers);
    }

    private Mono<Page> workers(PageRequest request) {
        request.query(Set.of());
        return BusyAnswers.orRefusal(
                BusyAnswers.isForwarded(request)
                        ? own().map(view -> Page.json(200, WorkerCodec.workers(List.of(view), List.of())))
                        : all().map(all -> Page.json(200, WorkerCodec.workers(all.workers(), all.silent()))));
    }

    /** The workers of the group. */
    Mono<WorkerListing> all() {
        return Mono.zip(own(), others.ofAll("/workers", PeerCodec::worker))
                .map(both -> together(both.getT1(), both.getT2()));
    }

    private static WorkerListing together(WorkerView own, OtherWorkers.Answers<WorkerView> others) {
        List<WorkerView> all = new ArrayList<>(others.answers());
        all.add(own);
        all.sort(Comparator.comparing(WorkerView::member));
        return new WorkerListing(all, others.silent());
    }

    /** This worker. */
    Mono<WorkerView> own() {
        return views.partitions().map(this::view);
    }

    private WorkerView view(List<PartitionView> partitions) {
        long pending = 0;
        for (Priority priority : Priority.values()) {
            pending += gauges.pending(priority);
        }
        return new WorkerView(
                self.member().get(),
                self.url().get(),
                partitions.stream().map(PartitionView::number).sorted().toList(),
                health.ready().good(),
                gauges.inFlight(),
                pending,
                self.version(),
                self.since().toEpochMilli(),
                activity.activity(gauges, health));
    }
}
