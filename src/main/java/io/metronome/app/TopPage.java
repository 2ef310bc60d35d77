package io.metronome.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page of {@code metronome top}: totals, workers, and the instances with trouble first. */
final class TopPage {
    private static final String WORKER = "%-28s %-14s %9s %9s  %-16s %s";
    private static final String INSTANCE = "%-16s %-8s %22s  %-11s %-11s %s";
    private static final Pattern MEMBER = Pattern.compile("[^@]*@(https?://[^@]+)-[0-9a-f-]{36}");
    private static final int MOST_WORKERS = 8;
    /* Lines beside workers and instances. */
    private static final int OTHER_LINES = 8;

    /* Places in 2026-11-27T03:17:20.000Z. */
    private static final int MONTH = 5;
    private static final int DAY_END = 10;
    private static final int CLOCK = 11;
    private static final int MINUTES_END = 16;
    private static final int SECONDS_END = 19;

    private TopPage() {}

    /**
     * The lines for a terminal of that size.
     *
     * @param columns longer lines are cut
     * @param rows further lines are left out
     */
    static List<String> lines(TopRound round, int columns, int rows) {
        List<String> lines = new ArrayList<>(totals(round));
        lines.add("");
        lines.add(WORKER.formatted("WORKER", "PARTITIONS", "PENDING", "IN FLIGHT", "VERSION", "READY"));
        round.workers().stream().limit(MOST_WORKERS).map(TopPage::worker).forEach(lines::add);
        if (round.workers().size() > MOST_WORKERS) {
            lines.add("and " + (round.workers().size() - MOST_WORKERS) + " more");
        }
        round.silent().forEach(silent -> lines.add(silent(silent.toString())));
        round.workers().forEach(worker -> troubles(worker, lines));
        lines.add("");
        lines.add(INSTANCE.formatted("ID", "STATE", "HIGH / NORMAL / BULK", "NEXT CALL", "EMPTY AT", "TROUBLE"));
        round.instances().stream().map(one -> instance(one, day(round.at()))).forEach(lines::add);
        return lines.stream()
                .limit(rows)
                .map(line ->
                        clean(line).substring(0, Math.min(columns, clean(line).length())))
                .map(String::stripTrailing)
                .toList();
    }

    /** How many instances a page of that height has room for, if no worker is silent. */
    static int room(int rows, int workers) {
        return Math.max(1, rows - OTHER_LINES - Math.min(workers, MOST_WORKERS + 1));
    }

    private static List<String> totals(TopRound round) {
        Map<String, Object> rates = round.perMinute();
        String lacking = round.uncounted() == 0 ? "" : ", without workers that do not tell (" + round.uncounted() + ")";
        return List.of(
                round.at() + "  instances: " + round.total() + ", " + round.held() + " held or paused; commands: "
                        + round.sum("pending") + " wait, " + round.sum("inFlight") + " in flight",
                "calls in the last minute: " + round.sumOfLastMinute("sent") + ", " + round.sumOfLastMinute("late")
                        + " of them late",
                "since the look before, a minute" + lacking + ": " + rates.get("received") + " received, "
                        + rates.get("accepted")
                        + " accepted, " + rates.get("refused") + " refused, " + rates.get("retried") + " retried, "
                        + rates.get("unknown") + " unknown, " + rates.get("deadLetters") + " dead letters");
    }

    private static String worker(Map<String, Object> worker) {
        Object url = worker.get("url");
        return WORKER.formatted(
                address(text(url == null ? worker.get("member") : url)),
                worker.get("partitions") instanceof List<?> partitions ? ranges(partitions) : "-",
                text(worker.get("pending")),
                text(worker.get("inFlight")),
                text(worker.get("version")),
                Boolean.TRUE.equals(worker.get("ready")) ? "yes" : "NO");
    }

    /* A text with a space is no member of the group: it says why the others are not known. */
    private static String silent(String text) {
        return text.contains(" ")
                ? "! other workers are not shown, because " + text
                : "! the worker " + address(text) + " does not answer";
    }

    /* A worker's id in its group ends with its address, and a UUID of Kafka behind it. */
    private static String address(String text) {
        Matcher member = MEMBER.matcher(text);
        return member.matches() ? member.group(1) : text;
    }

    private static void troubles(Map<String, Object> worker, List<String> lines) {
        if (worker.get("notReady") instanceof String why) {
            lines.add("! " + why);
        }
        if (worker.get("instancesFile") instanceof String why) {
            lines.add("! " + why);
        }
        if (worker.get("pausedHosts") instanceof List<?> hosts) {
            for (Object one : hosts) {
                if (one instanceof Map<?, ?> host) {
                    lines.add("! nearly all calls to " + host.get("host") + " fail since " + host.get("since"));
                }
            }
        }
    }

    /** Such as 0-3,7. */
    static String ranges(List<?> partitions) {
        List<Integer> sorted = partitions.stream()
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).intValue())
                .sorted()
                .toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sorted.size(); i++) {
            int first = sorted.get(i);
            int last = first;
            while (i + 1 < sorted.size() && sorted.get(i + 1) == last + 1) {
                last = sorted.get(++i);
            }
            text.append(text.isEmpty() ? "" : ",").append(first).append(first == last ? "" : "-" + last);
        }
        return text.isEmpty() ? "none" : text.toString();
    }

    private static String instance(TroubledInstance one, String today) {
        Map<String, Object> fields = one.fields();
        Map<?, ?> backlog = fields.get("backlog") instanceof Map<?, ?> counts ? counts : Map.of();
        return INSTANCE.formatted(
                one.id(),
                text(fields.get("state")),
                text(backlog.get("high")) + " / " + text(backlog.get("normal")) + " / " + text(backlog.get("bulk")),
                clock(fields.get("nextDue"), today),
                InstanceWords.isStopped(fields.get("waitsFor")) ? "-" : clock(fields.get("emptyAt"), today),
                one.inWords());
    }

    /* The time of day; on another day with its date. */
    private static String clock(@Nullable Object moment, String today) {
        String text = text(moment);
        if (text.length() < SECONDS_END) {
            return text;
        }
        return day(text).equals(today)
                ? text.substring(CLOCK, SECONDS_END)
                : text.substring(MONTH, DAY_END) + " " + text.substring(CLOCK, MINUTES_END);
    }

    private static String day(String moment) {
        return moment.length() < DAY_END ? moment : moment.substring(0, DAY_END);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    /* What others wrote must not move the cursor. */
    private static String clean(String line) {
        return line.replaceAll("\\p{Cntrl}", " ");
    }
}
