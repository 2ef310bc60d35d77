package io.metronome.observe.admin;

import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.PartitionView;
import io.metronome.dispatch.view.ViewResult;
import io.metronome.dispatch.view.Views;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What this worker itself knows. Until it has found Kafka it knows nothing. Any thread. */
final class LocalViews {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Scheduler timer;
    private volatile @Nullable Views views;

    /** @param timer measures how long an answer takes */
    LocalViews(Scheduler timer) {
        this.timer = timer;
    }

    /** The worker has begun. */
    void open(Views opened) {
        views = opened;
    }

    Mono<InstancePage> instances(InstanceQuery query) {
        return ask(it -> it.instances(query));
    }

    Mono<ViewResult<InstanceDetail>> instance(String instance) {
        return ask(it -> it.instance(instance));
    }

    Mono<ViewResult<CommandView>> command(String instance, String commandId) {
        return ask(it -> it.command(instance, commandId));
    }

    Mono<List<PartitionView>> partitions() {
        return ask(Views::partitions);
    }

    private <T> Mono<T> ask(Function<Views, CompletableFuture<T>> question) {
        return Mono.defer(() -> {
            Views known = views;
            return known == null
                    ? Mono.error(new NotStartedException())
                    : Mono.fromFuture(() -> question.apply(known)).timeout(PATIENCE, timer);
        });
    }
}
