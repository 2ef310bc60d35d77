package io.metronome.dispatch;

import io.metronome.command.Homes;
import io.metronome.command.Priority;
import io.metronome.dispatch.instance.CommandTimers;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.InstanceLanes;
import io.metronome.dispatch.instance.LaneViews;
import io.metronome.dispatch.instance.WaitReasons;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionLifecycle;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.PartitionView;
import io.metronome.dispatch.view.TooManyReadsException;
import io.metronome.dispatch.view.ViewResult;
import io.metronome.dispatch.view.Views;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes questions from any thread to the dispatcher's, which answers them in small steps. */
final class WorkerViews implements Views {
    private static final int MOST_OPEN = 64;

    private final DispatcherLoop loop;
    private final ViewSources sources;
    private final ReadQueue queue;
    private final AtomicInteger open = new AtomicInteger();
    private @Nullable InstanceWalk walk;

    /** @param homes the ledger's partition count */
    WorkerViews(
            DispatcherLoop loop,
            PartitionLifecycle lifecycle,
            InstanceLanes lanes,
            CommandTimers timers,
            WaitReasons reasons,
            EndedCommands ended,
            Ports ports,
            Time time,
            int homes) {
        this.loop = loop;
        LaneViews views = new LaneViews(ports.instances(), reasons, lanes.control(), time);
        this.sources =
                new ViewSources(lifecycle, lanes, timers, views, ended, ports.instances(), time, new Homes(homes));
        this.queue = new ReadQueue(loop, time);
    }

    /** The lanes of all partitions that may be called for. The dispatcher's thread only. */
    List<InstanceLane> lanes() {
        return sources.lanes().live();
    }

    @Override
    public CompletableFuture<InstancePage> instances(InstanceQuery query) {
        return ask(answer -> {
            InstanceWalk next = walk;
            if (next == null || !next.isOpen()) {
                next = new InstanceWalk(sources);
                walk = next;
                queue.add(next);
            }
            next.join(query, answer);
        });
    }

    @Override
    public CompletableFuture<ViewResult<InstanceDetail>> instance(String instance) {
        return ask(answer -> queue.add(new InstanceReading(sources, instance, answer)));
    }

    @Override
    public CompletableFuture<ViewResult<CommandView>> command(String instance, String commandId) {
        return ask(answer -> queue.add(new CommandReading(sources, instance, commandId, answer)));
    }

    @Override
    public CompletableFuture<List<PartitionView>> partitions() {
        return ask(answer -> answer.complete(
                sources.lifecycle().partitions().stream().map(WorkerViews::view).toList()));
    }

    private <T> CompletableFuture<T> ask(Consumer<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (open.incrementAndGet() > MOST_OPEN) {
            open.decrementAndGet();
            answer.completeExceptionally(new TooManyReadsException());
            return answer;
        }
        var unused = answer.whenComplete((value, failure) -> open.decrementAndGet());
        loop.run(() -> question.accept(answer));
        return answer;
    }

    private static PartitionView view(OwnedPartition partition) {
        int pending = 0;
        for (Priority priority : Priority.values()) {
            pending += partition.pending(priority);
        }
        return new PartitionView(partition.number(), partition.mayCall(), pending);
    }
}
