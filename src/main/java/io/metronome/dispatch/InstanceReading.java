package io.metronome.dispatch;

import io.metronome.command.Instance;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.instance.PurgeCount;
import io.metronome.dispatch.instance.QueueScan;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.ViewResult;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Looks one instance up. */
final class InstanceReading implements ReadQueue.Reading {
    private static final int OUTCOMES = 10;
    private static final int STEP = 2_000;

    private final ViewSources sources;
    private final String instance;
    private final CompletableFuture<ViewResult<InstanceDetail>> answer;
    private final PurgeCount purge = new PurgeCount();
    private @Nullable QueueScan scan;
    private Iterator<PendingCommand> postponed = Collections.emptyIterator();
    private @Nullable OwnedPartition home;
    private @Nullable Instance named;
    private boolean begun;
    private boolean scanned;

    InstanceReading(ViewSources sources, String instance, CompletableFuture<ViewResult<InstanceDetail>> answer) {
        this.sources = sources;
        this.instance = instance;
        this.answer = answer;
    }

    @Override
    public boolean step() {
        if (answer.isDone()) {
            return true;
        } else if (!begun) {
            begun = true;
            return begin();
        } else if (scan != null && !scanned) {
            scanned = scan.step();
            return false;
        }
        return countPostponed() && answer.complete(new ViewResult.Present<>(detail()));
    }

    private boolean begin() {
        home = sources.home(instance);
        if (home == null || !home.isOwned()) {
            return answer.complete(sources.notHere(instance, home));
        }
        InstanceLane lane = sources.lanes().find(home, instance);
        named = sources.instances().find(instance);
        if (lane == null && named == null) {
            return answer.complete(new ViewResult.Absent<>());
        }
        scan = lane == null ? null : sources.views().scan(lane, purge::add);
        postponed = sources.timers().postponed(home);
        return false;
    }

    /* Few in each step, as in a scan of a queue. */
    private boolean countPostponed() {
        for (int i = 0; i < STEP && postponed.hasNext(); i++) {
            PendingCommand next = postponed.next();
            if (next.lane().instance().equals(instance)) {
                purge.addPostponed(next);
            }
        }
        return !postponed.hasNext();
    }

    private InstanceDetail detail() {
        return scan == null
                ? sources.views()
                        .idleDetail(
                                Objects.requireNonNull(named),
                                Objects.requireNonNull(home),
                                outcomes(),
                                purge.preview())
                : sources.views().detail(scan, outcomes(), purge.preview());
    }

    private List<EndedCommand> outcomes() {
        return sources.ended().last(instance, OUTCOMES);
    }

    @Override
    public void failed(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }
}
