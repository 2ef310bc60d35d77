package io.metronome.dispatch;

import io.metronome.command.Instance;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.QueueScan;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.ViewResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Looks one instance up. */
final class InstanceReading implements ReadQueue.Reading {
    private static final int OUTCOMES = 10;

    private final ViewSources sources;
    private final String instance;
    private final CompletableFuture<ViewResult<InstanceDetail>> answer;
    private @Nullable QueueScan scan;

    InstanceReading(ViewSources sources, String instance, CompletableFuture<ViewResult<InstanceDetail>> answer) {
        this.sources = sources;
        this.instance = instance;
        this.answer = answer;
    }

    @Override
    public boolean step() {
        if (answer.isDone()) {
            return true;
        } else if (scan == null) {
            return begin();
        } else if (!scan.step()) {
            return false;
        }
        return answer.complete(new ViewResult.Present<>(sources.views().detail(scan, outcomes())));
    }

    private boolean begin() {
        OwnedPartition home = sources.home(instance);
        if (home == null || !home.isOwned()) {
            return answer.complete(sources.notHere(instance, home));
        }
        InstanceLane lane = sources.lanes().find(home, instance);
        if (lane != null) {
            scan = new QueueScan(lane, pending -> false, sources.time().millis());
            return false;
        }
        Instance named = sources.instances().find(instance);
        return answer.complete(
                named == null
                        ? new ViewResult.Absent<>()
                        : new ViewResult.Present<>(sources.views().idleDetail(named, home.number(), outcomes())));
    }

    private List<EndedCommand> outcomes() {
        return sources.ended().last(instance, OUTCOMES);
    }

    @Override
    public void failed(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }
}
