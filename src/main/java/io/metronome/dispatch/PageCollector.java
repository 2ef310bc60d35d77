package io.metronome.dispatch;

import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Picks the instances of one page out of all that it is offered, and keeps no others. */
final class PageCollector {
    private final InstanceQuery query;
    private final Comparator<InstanceView> order;
    private final PriorityQueue<InstanceView> lastFirst;
    private long total;

    PageCollector(InstanceQuery query) {
        this.query = query;
        this.order = query.order();
        this.lastFirst = new PriorityQueue<>(order.reversed());
    }

    void offer(InstanceView view) {
        if (!query.fits(view)) {
            return;
        }
        total++;
        InstanceView last = lastFirst.peek();
        boolean isFull = lastFirst.size() >= query.limit();
        if (!query.isBehindCursor(view) || (isFull && last != null && order.compare(view, last) >= 0)) {
            return;
        }
        lastFirst.add(view);
        if (isFull) {
            lastFirst.poll();
        }
    }

    /** What has been collected, in order. */
    InstancePage page() {
        List<InstanceView> views = new ArrayList<>(lastFirst);
        views.sort(order);
        return new InstancePage(List.copyOf(views), total);
    }
}
