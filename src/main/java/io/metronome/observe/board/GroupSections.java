package io.metronome.observe.board;

import io.metronome.observe.admin.WorkerActivity;
import io.metronome.observe.admin.WorkerListing;
import io.metronome.observe.admin.WorkerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables about the group: its workers, the API hosts, and the dead letters. */
final class GroupSections {
    private static final int LONGEST_RANGES = 16;

    private GroupSections() {}

    static HtmlElement workers(WorkerListing group, long nowMillis) {
        List<HtmlElement> rows = new ArrayList<>();
        group.silent().stream()
                .filter(BoardParts::isMember)
                .forEach(member -> rows.add(BoardParts.row(
                        "s" + member,
                        BoardParts.rowHead(BoardParts.address(member)),
                        BoardParts.cell(BoardParts.badge("held", "✕", "no answer")),
                        BoardParts.number("–"),
                        BoardParts.number("–"),
                        BoardParts.number("–"),
                        BoardParts.cell("–"))));
        group.workers().forEach(worker -> rows.add(worker(worker, nowMillis)));
        List<String> columns = List.of("Worker", "State", "#Partitions", "#In flight", "#Waiting", "Last saved");
        return BoardParts.table("workers", "Workers", columns, rows, "No worker answers.");
    }

    private static HtmlElement worker(WorkerView worker, long nowMillis) {
        WorkerActivity activity = worker.activity();
        HtmlElement age = HtmlElement.of(
                        "span",
                        new TextNode(" " + worker.version() + ", since "),
                        BoardParts.moment(worker.since(), nowMillis))
                .with("class", "none");
        return BoardParts.row(
                "w" + worker.member(),
                BoardParts.rowHead(BoardParts.address(name(worker)), age),
                BoardParts.cell(
                        worker.ready()
                                ? BoardParts.badge("active", "✓", "ready")
                                : BoardParts.badge("paused", "!", "not ready")),
                BoardParts.number(partitions(worker.partitions())),
                BoardParts.number(BoardText.number(worker.inFlight())),
                BoardParts.number(BoardText.number(worker.pending())),
                BoardParts.cell(checkpoint(activity, nowMillis)));
    }

    /** The address of a worker, or the next best that tells it from others. */
    static String name(WorkerView worker) {
        if (!worker.url().isEmpty()) {
            return worker.url();
        }
        return worker.member().isEmpty() ? "this worker" : worker.member();
    }

    /* Of a healthy worker the same at each look, so that the page need not be sent again for it. */
    private static HtmlElement checkpoint(@Nullable WorkerActivity activity, long nowMillis) {
        Long last = activity == null ? null : activity.lastCheckpoint();
        return last != null && nowMillis - last < 10_000
                ? HtmlElement.of("span", "now")
                : BoardParts.moment(last, nowMillis);
    }

    private static String partitions(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return "none";
        }
        String ranges = BoardText.ranges(numbers);
        return ranges.length() > LONGEST_RANGES ? BoardText.number(numbers.size()) : ranges;
    }

    static HtmlElement hosts(WorkerListing group, long nowMillis) {
        List<HtmlElement> rows = new ArrayList<>();
        for (WorkerView worker : group.workers()) {
            WorkerActivity activity = worker.activity();
            if (activity != null) {
                activity.pausedHosts()
                        .forEach(host -> rows.add(BoardParts.row(
                                "h" + worker.member() + host.host(),
                                host(host.host(), "for " + BoardParts.shortAddress(name(worker))),
                                BoardParts.cell(
                                        host.probed()
                                                ? BoardParts.badge("paused", "!", "tried again, fails")
                                                : BoardParts.badge("held", "✕", "fails"),
                                        new TextNode(" since "),
                                        BoardParts.moment(host.since(), nowMillis)))));
            }
        }
        working(group)
                .forEach((host, workers) -> rows.add(BoardParts.row(
                        "o" + host,
                        host(host, "for " + BoardText.count(workers, "worker", "workers")),
                        BoardParts.cell(BoardParts.badge("active", "✓", "works")))));
        return BoardParts.table("hosts", "API hosts", List.of("Host", "State"), rows, "✓ None fails.");
    }

    private static HtmlElement host(String host, String forWhom) {
        return BoardParts.rowHead(
                BoardParts.address(host), HtmlElement.of("span", " " + forWhom).with("class", "none"));
    }

    /* For each host the number of the workers for which it works. */
    private static Map<String, Integer> working(WorkerListing group) {
        Map<String, Integer> hosts = new TreeMap<>();
        for (WorkerView worker : group.workers()) {
            WorkerActivity activity = worker.activity();
            if (activity != null) {
                activity.workingHosts().forEach(host -> hosts.merge(host, 1, Integer::sum));
            }
        }
        return hosts;
    }
}
