package io.metronome.observe.board;

import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.PartitionView;
import io.metronome.dispatch.view.ViewResult;
import io.metronome.dispatch.view.Views;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Views whose answers a test sets. Any thread. */
final class ScriptedViews implements Views {
    private final Map<String, InstanceDetail> instances = new LinkedHashMap<>();
    private final Map<String, CommandView> commands = new LinkedHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    synchronized void put(InstanceDetail detail) {
        instances.put(detail.view().instance(), detail);
    }

    synchronized void put(String instance, String commandId, CommandView command) {
        commands.put(instance + "/" + commandId, command);
    }

    synchronized void clear() {
        instances.clear();
        commands.clear();
    }

    synchronized @Nullable InstanceDetail detail(String instance) {
        return instances.get(instance);
    }

    /** How many lists were asked for. */
    int asked() {
        return asked.get();
    }

    @Override
    public synchronized CompletableFuture<InstancePage> instances(InstanceQuery query) {
        asked.incrementAndGet();
        List<InstanceView> all = instances.values().stream()
                .map(InstanceDetail::view)
                .filter(query::fits)
                .toList();
        List<InstanceView> page = all.stream()
                .filter(query::isBehindCursor)
                .sorted(query.order())
                .limit(query.limit())
                .toList();
        return CompletableFuture.completedFuture(new InstancePage(page, all.size()));
    }

    @Override
    public synchronized CompletableFuture<ViewResult<InstanceDetail>> instance(String instance) {
        return answer(instances.get(instance));
    }

    @Override
    public synchronized CompletableFuture<ViewResult<CommandView>> command(String instance, String commandId) {
        return answer(commands.get(instance + "/" + commandId));
    }

    @Override
    public CompletableFuture<List<PartitionView>> partitions() {
        return CompletableFuture.completedFuture(List.of(new PartitionView(0, true, 0), new PartitionView(1, true, 0)));
    }

    private static <T> CompletableFuture<ViewResult<T>> answer(@Nullable T view) {
        return CompletableFuture.completedFuture(
                view == null ? new ViewResult.Absent<>() : new ViewResult.Present<>(view));
    }
}
