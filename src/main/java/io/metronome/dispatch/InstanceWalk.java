package io.metronome.dispatch;

import io.metronome.command.Instance;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One walk through all instances, for every list that is asked for before it begins: first those of the instances file,
 * then those that only commands name. An instance is seen once. Lanes may come and go between two steps.
 */
final class InstanceWalk implements ReadQueue.Reading {
    private static final int STEP = 500;

    private final ViewSources sources;
    private final List<Asked> asked = new ArrayList<>();
    private Iterator<Instance> named = Collections.emptyIterator();
    private Iterator<OwnedPartition> partitions = Collections.emptyIterator();
    private Iterator<InstanceLane> lanes = Collections.emptyIterator();
    private boolean begun;
    private List<InstancePage> pages = List.of();
    private @Nullable QueueEnds ends;

    private record Asked(PageCollector page, CompletableFuture<InstancePage> answer) {}

    InstanceWalk(ViewSources sources) {
        this.sources = sources;
    }

    /** Whether a list can still be asked for. */
    boolean isOpen() {
        return !begun;
    }

    void join(InstanceQuery query, CompletableFuture<InstancePage> answer) {
        asked.add(new Asked(new PageCollector(query), answer));
    }

    @Override
    public boolean step() {
        if (!begun) {
            begun = true;
            named = sources.instances().all().iterator();
            partitions = List.copyOf(sources.lifecycle().partitions()).iterator();
        }
        if (asked.stream().allMatch(one -> one.answer().isDone())) {
            return true;
        }
        return ends == null ? walk() : workOut(ends);
    }

    private boolean walk() {
        for (int i = 0; i < STEP; i++) {
            if (!next()) {
                pages = asked.stream().map(one -> one.page().page()).toList();
                ends = new QueueEnds(sources, pages);
                return false;
            }
        }
        return false;
    }

    private boolean workOut(QueueEnds last) {
        if (!last.step()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            asked.get(i).answer().complete(last.with(pages.get(i)));
        }
        return true;
    }

    /* False at the end. */
    private boolean next() {
        if (named.hasNext()) {
            named(named.next());
        } else if (lanes.hasNext()) {
            InstanceLane lane = lanes.next();
            if (sources.instances().find(lane.instance()) == null) {
                tell(sources.views().of(lane));
            }
        } else if (partitions.hasNext()) {
            OwnedPartition partition = partitions.next();
            lanes = partition.isOwned()
                    ? new ArrayList<>(sources.lanes().of(partition)).iterator()
                    : Collections.emptyIterator();
        } else {
            return false;
        }
        return true;
    }

    private void named(Instance instance) {
        OwnedPartition home = sources.home(instance.id());
        if (home != null && home.isOwned()) {
            InstanceLane lane = sources.lanes().find(home, instance.id());
            tell(
                    lane == null
                            ? sources.views().idle(instance, home)
                            : sources.views().of(lane));
        }
    }

    private void tell(InstanceView view) {
        asked.forEach(one -> one.page().offer(view));
    }

    @Override
    public void failed(RuntimeException failure) {
        asked.forEach(one -> one.answer().completeExceptionally(failure));
    }
}
