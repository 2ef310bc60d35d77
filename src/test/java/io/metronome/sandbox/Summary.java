package io.metronome.sandbox;

import io.metronome.command.Messenger;
import io.metronome.command.Reason;
import io.metronome.guarantee.CallSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of the campaign in lines for people, computed from the replies and from the calls that the API saw. */
final class Summary {
    private final ReplyCounts tally;
    private final List<CallSeen> calls;
    private final Duration allowance;
    private final List<String> broken;

    /**
     * @param allowance how much any run of gaps may be short in sum
     * @param broken breaches of the promises, empty when all were kept
     */
    Summary(ReplyCounts tally, List<CallSeen> calls, Duration allowance, List<String> broken) {
        this.tally = tally;
        this.calls = calls;
        this.allowance = allowance;
        this.broken = broken;
    }

    /** All lines, the verdict last. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  instance    messenger  calls  closest two calls at the API");
        Closeness.of(calls).forEach(instance -> lines.add(row(instance)));
        lines.add("");
        lines.add("  dead letters: " + reasons());
        lines.add("  headers back: " + returned("kafka_correlationId") + ", " + returned("traceparent"));
        lines.addAll(promises());
        unanswered().forEach(command -> lines.add("  no reply: " + command));
        lines.add("");
        lines.add(tally.line());
        return lines;
    }

    private String row(Closeness instance) {
        Closeness.Pair pair = instance.tightest();
        String closest = pair == null
                ? "only one call"
                : "%s, its pace asked for %s".formatted(millis(pair.kept()), millis(pair.asked()));
        return "  %-10s  %-9s  %5d  %s"
                .formatted(instance.instance(), messenger(instance.instance()), instance.calls(), closest);
    }

    private static String messenger(String instance) {
        boolean max = Campaign.accounts().stream()
                .anyMatch(account -> account.id().equals(instance) && account.messenger() == Messenger.MAX);
        return max ? "MAX" : "WhatsApp";
    }

    private String reasons() {
        Map<Reason, Long> reasons = tally.replies().stream()
                .map(ReadBack::reason)
                .filter(reason -> reason != null)
                .collect(Collectors.groupingBy(
                        reason -> reason, () -> new EnumMap<>(Reason.class), Collectors.counting()));
        return reasons.isEmpty()
                ? "none"
                : reasons.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private String returned(String header) {
        long sent = tally.commands().values().stream()
                .filter(command ->
                        command.headers().stream().anyMatch(own -> own.name().equals(header)))
                .count();
        long back = tally.replies().stream()
                .filter(reply -> reply.headers().containsKey(header))
                .count();
        return header + " " + back + " of " + sent;
    }

    private List<String> promises() {
        if (broken.isEmpty()) {
            return List.of(
                    "  promises:     all kept: one reply each, order, pace, expiry, nothing refused was sent", pace());
        }
        List<String> lines = new ArrayList<>(
                broken.stream().map(breach -> "  BROKEN  " + breach).toList());
        lines.add(pace());
        return lines;
    }

    private String pace() {
        return "  pace means:   no run of gaps of one instance is short by more than %s in sum, seen from the API"
                .formatted(millis(allowance));
    }

    private List<String> unanswered() {
        List<String> missing = new ArrayList<>();
        tally.commands().forEach((position, command) -> {
            if (tally.replies().stream().noneMatch(reply -> reply.source().equals(position))) {
                missing.add(command.commandId() + " (" + command.instance() + " " + command.method() + ")");
            }
        });
        return missing;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
