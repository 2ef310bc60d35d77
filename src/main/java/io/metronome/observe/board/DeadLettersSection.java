package io.metronome.observe.board;

import io.metronome.command.Reason;
import io.metronome.observe.admin.WorkerActivity;
import io.metronome.observe.admin.WorkerListing;
import io.metronome.observe.admin.WorkerView;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The table of the dead letters: how many, what the reason means, and what to run next. */
final class DeadLettersSection {
    private DeadLettersSection() {}

    static HtmlElement of(WorkerListing group) {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        for (WorkerView worker : group.workers()) {
            WorkerActivity activity = worker.activity();
            if (activity != null) {
                activity.deadLetters().forEach((reason, count) -> counts.merge(reason, count, Long::sum));
            }
        }
        List<HtmlElement> rows = counts.entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        return BoardParts.table(
                "dead-letters",
                "Dead letters of the last hour",
                List.of("Reason", "#Count", "What to run next"),
                rows,
                "✓ None.");
    }

    private static HtmlElement row(Reason reason, long count) {
        return BoardParts.row(
                "d" + reason,
                BoardParts.rowHead(
                        new TextNode(reason.name()),
                        HtmlElement.of("span", " " + meaning(reason)).with("class", "none")),
                BoardParts.number(BoardText.number(count)),
                BoardParts.cell(BoardParts.line(next(reason) + " --reason " + reason + " --since 1h")));
    }

    /** The meaning for people who do not know the word. */
    static String meaning(Reason reason) {
        return switch (reason) {
            case UNREADABLE -> "the record is no JSON object, or too large";
            case INVALID -> "a mistake in the command, which its producer must mend";
            case UNKNOWN_INSTANCE -> "the instances file does not name the instance";
            case DUPLICATE -> "a command with this id was sent before";
            case REJECTED -> "GREEN-API refuses the command for good";
            case EXPIRED -> "expiresAt has passed, or the queue is too long for it";
            case RETRIES_EXHAUSTED -> "every call failed";
            case OUTCOME_UNKNOWN -> "perhaps sent; a second time it may arrive twice";
            case CANCELLED -> "cancelled or purged by an operator";
        };
    }

    /* What can be sent again as it is, and what has to be looked at first. */
    private static String next(Reason reason) {
        return switch (reason) {
            case UNKNOWN_INSTANCE, RETRIES_EXHAUSTED -> "metronome redrive --dry-run";
            default -> "metronome dead-letters";
        };
    }
}
