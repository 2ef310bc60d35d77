package io.metronome.observe.board;

import io.metronome.command.Reason;
import io.metronome.observe.admin.WorkerActivity;
import io.metronome.observe.admin.WorkerListing;
import io.metronome.observe.admin.WorkerView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables about the group: its workers, the API hosts, and the dead letters. */
final class GroupSections {
    private GroupSections() {}

    static HtmlElement workers(WorkerListing group, long nowMillis) {
        List<HtmlElement> rows = new ArrayList<>();
        group.silent()
                .forEach(member -> rows.add(BoardParts.row(
                        "s" + member,
                        BoardParts.rowHead(BoardParts.address(member)),
                        BoardParts.cell(BoardParts.badge("held", "✕", "no answer")),
                        BoardParts.number("–"),
                        BoardParts.number("–"),
                        BoardParts.number("–"),
                        BoardParts.cell("–"))));
        group.workers().forEach(worker -> rows.add(worker(worker, nowMillis)));
        List<String> columns = List.of("Worker", "State", "Partitions", "In flight", "Waiting", "Checkpoint");
        return BoardParts.table("workers", "Workers", columns, rows, "No worker answers.");
    }

    private static HtmlElement worker(WorkerView worker, long nowMillis) {
        WorkerActivity activity = worker.activity();
        String name = worker.url().isEmpty() ? worker.member() : worker.url();
        HtmlElement age = HtmlElement.of(
                        "span",
                        new TextNode(" " + worker.version() + ", since "),
                        BoardParts.moment(worker.since(), nowMillis))
                .with("class", "none");
        return BoardParts.row(
                "w" + worker.member(),
                BoardParts.rowHead(BoardParts.address(name.isEmpty() ? "this worker" : name), age),
                BoardParts.cell(
                        worker.ready()
                                ? BoardParts.badge("active", "✓", "ready")
                                : BoardParts.badge("paused", "!", "not ready")),
                BoardParts.number(partitions(worker.partitions())),
                BoardParts.number(BoardText.number(worker.inFlight())),
                BoardParts.number(BoardText.number(worker.pending())),
                BoardParts.cell(checkpoint(activity, nowMillis)));
    }

    /* Of a healthy worker the same at each look, so that the page need not be sent again for it. */
    private static HtmlElement checkpoint(@Nullable WorkerActivity activity, long nowMillis) {
        Long last = activity == null ? null : activity.lastCheckpoint();
        return last != null && nowMillis - last < 10_000
                ? HtmlElement.of("span", "now")
                : BoardParts.moment(last, nowMillis);
    }

    private static String partitions(List<Integer> numbers) {
        return numbers.isEmpty()
                ? "none"
                : numbers.size() > 8
                        ? BoardText.number(numbers.size())
                        : numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    static HtmlElement hosts(WorkerListing group, long nowMillis) {
        List<HtmlElement> rows = new ArrayList<>();
        for (WorkerView worker : group.workers()) {
            WorkerActivity activity = worker.activity();
            if (activity != null) {
                activity.pausedHosts()
                        .forEach(host -> rows.add(BoardParts.row(
                                "h" + worker.member() + host.host(),
                                BoardParts.rowHead(BoardParts.address(host.host())),
                                BoardParts.cell(
                                        host.probed()
                                                ? BoardParts.badge("paused", "!", "probed")
                                                : BoardParts.badge("held", "✕", "paused"),
                                        new TextNode(" since "),
                                        BoardParts.moment(host.since(), nowMillis)),
                                BoardParts.cell(BoardParts.address(worker.url())))));
            }
        }
        working(group)
                .forEach((host, workers) -> rows.add(BoardParts.row(
                        "o" + host,
                        BoardParts.rowHead(BoardParts.address(host)),
                        BoardParts.cell(BoardParts.badge("active", "✓", "works")),
                        BoardParts.cell(BoardText.count(workers, "worker", "workers")))));
        return BoardParts.table(
                "hosts", "API hosts", List.of("Host", "Breaker", "Worker"), rows, "✓ Sending to no host is paused.");
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

    static HtmlElement deadLetters(WorkerListing group) {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        for (WorkerView worker : group.workers()) {
            WorkerActivity activity = worker.activity();
            if (activity != null) {
                activity.deadLetters().forEach((reason, count) -> counts.merge(reason, count, Long::sum));
            }
        }
        List<HtmlElement> rows = counts.entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
                .map(entry -> BoardParts.row(
                        "d" + entry.getKey(),
                        BoardParts.rowHead(new TextNode(entry.getKey().name())),
                        BoardParts.number(BoardText.number(entry.getValue())),
                        BoardParts.cell(BoardParts.line(
                                "metronome redrive --reason " + entry.getKey() + " --since 1h --dry-run"))))
                .toList();
        return BoardParts.table(
                "dead-letters",
                "Dead letters of the last hour",
                List.of("Reason", "Count", "To redrive (--yes does it)"),
                rows,
                "✓ None.");
    }
}
