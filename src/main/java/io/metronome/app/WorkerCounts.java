package io.metronome.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The counters of one worker, or of several, which {@code metronome top} shows as calls and commands a minute.
 *
 * @param counts by name: received, accepted, retried, refused, unknown, deadLetters
 */
record WorkerCounts(Map<String, Double> counts) {
    private static final double MINUTE_NANOS = 60e9;
    private static final Pattern SAMPLE =
            Pattern.compile("(metronome_[a-z_]+_total)(?:\\{([^}]*)})? ([0-9.eE+]+)(?: .*)?");
    private static final Pattern OUTCOME = Pattern.compile("outcome=\"(\\w+)\"");

    /** Nothing counted yet. */
    static WorkerCounts none() {
        Map<String, Double> counts = new LinkedHashMap<>();
        for (String name : new String[] {"received", "accepted", "retried", "refused", "unknown", "deadLetters"}) {
            counts.put(name, 0.0);
        }
        return new WorkerCounts(counts);
    }

    /** The counters of a page of metrics. */
    static WorkerCounts parse(String metrics) {
        WorkerCounts parsed = none();
        metrics.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> {
            String labels = sample.group(2) == null ? "" : sample.group(2);
            parsed.counts.computeIfPresent(
                    name(sample.group(1), labels), (name, sum) -> sum + Double.parseDouble(sample.group(3)));
        });
        return parsed;
    }

    private static String name(String metric, String labels) {
        return switch (metric) {
            case "metronome_commands_received_total" -> "received";
            case "metronome_dead_letters_total" -> "deadLetters";
            case "metronome_sends_total" -> {
                Matcher outcome = OUTCOME.matcher(labels);
                yield outcome.find() ? outcome.group(1) : "";
            }
            default -> "";
        };
    }

    /** The increase since then. A counter that is lower than before began anew, with its worker. */
    WorkerCounts since(WorkerCounts before) {
        WorkerCounts grown = none();
        counts.forEach((name, now) -> {
            double then = before.counts.getOrDefault(name, 0.0);
            grown.counts.put(name, now < then ? now : now - then);
        });
        return grown;
    }

    WorkerCounts plus(WorkerCounts other) {
        WorkerCounts sum = none();
        counts.forEach((name, count) -> sum.counts.put(name, count + other.counts.getOrDefault(name, 0.0)));
        return sum;
    }

    /** As whole numbers a minute, if they came within that time. */
    Map<String, Object> perMinute(long nanos) {
        Map<String, Object> rates = new LinkedHashMap<>();
        counts.forEach((name, count) -> rates.put(name, Math.round(count * MINUTE_NANOS / Math.max(1, nanos))));
        return rates;
    }
}
