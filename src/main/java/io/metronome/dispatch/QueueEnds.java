package io.metronome.dispatch;

import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.QueueScan;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceView;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Works out, for the instances of some pages, when their queues will be empty and which commands expire before their
 * turn. Queues are scanned a few commands in each step, and not more than a bound in all: a page of instances that have
 * a million commands must not stop others. The dispatcher's thread only.
 */
final class QueueEnds {
    private static final int MOST_SCANNED = 200_000;
    private static final int STEP = 2_000;

    private final ViewSources sources;
    private final Queue<InstanceView> left = new ArrayDeque<>();
    private final Map<String, InstanceView> done = new LinkedHashMap<>();
    private int scanned;
    private @Nullable InstanceView view;
    private @Nullable QueueScan scan;

    QueueEnds(ViewSources sources, Iterable<InstancePage> pages) {
        this.sources = sources;
        Map<String, InstanceView> waiting = new LinkedHashMap<>();
        for (InstancePage page : pages) {
            page.instances().stream()
                    .filter(one -> one.backlog().total() > 0)
                    .forEach(one -> waiting.putIfAbsent(one.instance(), one));
        }
        left.addAll(waiting.values());
    }

    /** Does a step. True when there is nothing more to do. */
    boolean step() {
        int before = scanned;
        while (scanned - before < STEP) {
            if (scan == null && !begin()) {
                return true;
            }
            if (scan != null && view != null) {
                if (!scan.step()) {
                    return false;
                }
                done.put(view.instance(), sources.views().withQueue(view, scan));
                scan = null;
            }
        }
        return false;
    }

    /* False when no queue is left. One that is too long for what is left of the bound is left out. */
    private boolean begin() {
        view = left.poll();
        if (view == null) {
            return false;
        }
        scanned++;
        OwnedPartition home = sources.home(view.instance());
        InstanceLane lane = home == null ? null : sources.lanes().find(home, view.instance());
        if (lane != null && scanned + lane.waiting() <= MOST_SCANNED) {
            scanned += lane.waiting();
            scan = sources.views().scan(lane, pending -> false);
        }
        return true;
    }

    /** That page with what was worked out. */
    InstancePage with(InstancePage page) {
        return new InstancePage(
                page.instances().stream()
                        .map(one -> done.getOrDefault(one.instance(), one))
                        .toList(),
                page.total());
    }
}
