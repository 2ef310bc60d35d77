package io.metronome.app;

import io.metronome.config.Settings;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code metronome instances}: the instances with their state and backlog. */
@Command(
        name = "instances",
        description = {
            "Lists the instances of all workers: state, waiting commands (high, normal, bulk), the next call, and why an"
                    + " instance sends nothing. Any worker of the group can be asked."
        })
final class InstancesCommand implements Callable<Integer> {
    private static final String LINE = "%-20s %-12s %23s  %-24s %s";
    private static final int PAGE = 1_000;

    /** The orders in which a worker lists. */
    enum Order {
        ID("id"),
        BACKLOG("backlog"),
        NEXT_DUE("nextDue"),
        LAST_CALL("lastCall"),
        HELD_SINCE("heldSince"),
        TROUBLE("trouble");

        private final String label;

        Order(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private WorkerOption worker = new WorkerOption();

    @Option(names = "--held", description = "Only instances that are held.")
    private boolean held;

    @Option(names = "--sort", paramLabel = "S", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Order order = Order.ID;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Settings settings = config.settings();
        List<Object> all = new ArrayList<>();
        Map<String, Object> page = Map.of();
        @Nullable Object next = null;
        do {
            page = worker.get(settings, path(next));
            all.addAll(page.get("instances") instanceof List<?> some ? some : List.of());
            next = page.get("next");
        } while (next != null);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("instances", all);
        fields.put("total", page.getOrDefault("total", all.size()));
        if (page.get("missing") instanceof List<?> missing) {
            fields.put("missing", missing);
        }
        output.print(spec.commandLine().getOut(), table(all), fields);
        tellMissing(fields.get("missing"));
        return 0;
    }

    private String path(@Nullable Object next) {
        return "/instances?sort=" + order + "&limit=" + PAGE + (held ? "&held=true" : "")
                + (next == null ? "" : "&after=" + URLEncoder.encode(next.toString(), StandardCharsets.UTF_8));
    }

    private void tellMissing(@Nullable Object missing) {
        if (missing != null) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("These workers did not answer, and their instances are missing: " + missing);
        }
    }

    private static String table(List<Object> instances) {
        List<String> lines = new ArrayList<>();
        lines.add(LINE.formatted("ID", "STATE", "HIGH / NORMAL / BULK", "NEXT CALL", "WHY NOTHING IS SENT")
                .stripTrailing());
        for (Object one : instances) {
            if (one instanceof Map<?, ?> instance) {
                lines.add(line(instance));
            }
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(Map<?, ?> instance) {
        Map<?, ?> backlog = part(instance.get("backlog"));
        Map<?, ?> hold = part(instance.get("held"));
        String waiting =
                text(backlog.get("high")) + " / " + text(backlog.get("normal")) + " / " + text(backlog.get("bulk"));
        String why = hold.isEmpty() ? InstanceWords.waitsFor(instance.get("waitsFor")) : InstanceWords.held(hold);
        return LINE.formatted(
                        text(instance.get("id")),
                        text(instance.get("state")),
                        waiting,
                        text(instance.get("nextDue")),
                        why)
                .stripTrailing();
    }

    private static Map<?, ?> part(@Nullable Object value) {
        return value instanceof Map<?, ?> part ? part : Map.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
