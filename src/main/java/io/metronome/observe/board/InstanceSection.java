package io.metronome.observe.board;

import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstanceDetail.DelaySource;
import io.metronome.dispatch.view.InstanceDetail.QueuedCommand;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.InstanceView.Activity;
import java.util.ArrayList;
import java.util.List;

/** One instance: its calls, its delay, the head of its queue, and its last outcomes. */
final class InstanceSection {
    private final InstanceDetail detail;
    private final InstanceView view;
    private final long nowMillis;

    private InstanceSection(InstanceDetail detail, long nowMillis) {
        this.detail = detail;
        this.view = detail.view();
        this.nowMillis = nowMillis;
    }

    static List<HtmlElement> of(InstanceDetail detail, long nowMillis) {
        InstanceSection section = new InstanceSection(detail, nowMillis);
        return List.of(section.facts(), section.queue(), section.outcomes());
    }

    private HtmlElement facts() {
        HtmlElement list = HtmlElement.of("dl");
        BoardParts.fact(list, "State", InstanceReason.state(view));
        BoardParts.fact(list, "Why, and until when", InstanceReason.of(view, nowMillis));
        BoardParts.fact(list, "Last call", BoardParts.moment(view.lastCall(), nowMillis));
        BoardParts.fact(list, "Next call may start", BoardParts.moment(view.nextDue(), nowMillis));
        Integer delay = view.delayMillis();
        BoardParts.fact(
                list,
                "Delay",
                (delay == null ? "not known" : BoardText.span(delay)) + ", " + source(detail.delaySource()));
        PaceFacts.add(list, detail.pace(), nowMillis);
        for (InstanceDetail.LimitedMethod limit : detail.limits()) {
            BoardParts.fact(
                    list,
                    "Limited by the API",
                    HtmlElement.of("span", limit.method() + " until ")
                            .add(BoardParts.moment(limit.until(), nowMillis)));
        }
        BoardParts.fact(
                list,
                "Waiting",
                BoardText.number(view.backlog().high()) + " high, "
                        + BoardText.number(view.backlog().normal()) + " normal, "
                        + BoardText.number(view.backlog().bulk()) + " bulk"
                        + (view.inFlight() ? "; one call in flight" : ""));
        BoardParts.fact(list, "Queue empty", BoardParts.moment(detail.emptyAt(), nowMillis));
        BoardParts.fact(list, "Oldest was read", BoardParts.moment(detail.oldestAt(), nowMillis));
        if (detail.expiring() > 0) {
            String count = BoardText.count(detail.expiring(), "command", "commands");
            BoardParts.fact(list, "Expiring before their turn", BoardParts.badge("late", "!", count));
        }
        BoardParts.fact(list, "Partition", Integer.toString(view.partition()));
        return HtmlElement.of(
                        "section",
                        HtmlElement.of("h2", "Instance " + view.instance())
                                .with("id", "subject")
                                .with("tabindex", "-1"),
                        list,
                        actions(),
                        lines())
                .with("data-key", "instance")
                .with("aria-labelledby", "subject");
    }

    private HtmlElement actions() {
        String id = view.instance();
        HtmlElement line = HtmlElement.of("p");
        line.add(
                view.state() == Activity.PAUSED
                        ? BoardParts.button("resume", "Resume", id, id)
                        : BoardParts.button("pause", "Pause", id, id));
        return line.add(BoardParts.button("purge", "Purge", id, id));
    }

    private HtmlElement lines() {
        String id = view.instance();
        HtmlElement lines = HtmlElement.of("div", HtmlElement.of("h3", "From a shell"));
        lines.add(HtmlElement.of(
                "p",
                BoardParts.line(
                        view.state() == Activity.PAUSED
                                ? "metronome resume " + id
                                : "metronome pause " + id + " --for 1h --reason '…'")));
        lines.add(HtmlElement.of("p", BoardParts.line("metronome purge " + id)));
        return lines;
    }

    private static String source(DelaySource source) {
        return switch (source) {
            case UNKNOWN -> "asked for with the first command";
            case INSTANCES_FILE -> "from the instances file";
            case GET_SETTINGS -> "from getSettings";
            case SET_SETTINGS -> "the longer of two, until getSettings shows the change";
            case LEDGER -> "from the ledger";
            case FALLBACK -> "the fallback delay, because getSettings cannot be read";
        };
    }

    private HtmlElement queue() {
        List<HtmlElement> rows = new ArrayList<>();
        for (QueuedCommand queued : detail.queue()) {
            rows.add(BoardParts.row(
                    "q" + queued.commandId(),
                    BoardParts.number(Integer.toString(rows.size() + 1)),
                    BoardParts.rowHead(BoardParts.commandLink(view.instance(), queued.commandId())),
                    BoardParts.cell(queued.method()),
                    BoardParts.cell(queued.priority()),
                    BoardParts.number(Integer.toString(queued.attempts()))));
        }
        return BoardParts.table(
                "queue",
                "Head of the queue",
                List.of("Place", "Command", "Method", "Priority", "Calls so far"),
                rows,
                "No command waits.");
    }

    private HtmlElement outcomes() {
        List<HtmlElement> rows = new ArrayList<>();
        for (EndedCommand ended : detail.outcomes()) {
            rows.add(BoardParts.row(
                    "o" + ended.source().id(),
                    BoardParts.rowHead(BoardParts.moment(ended.endedAt(), nowMillis)),
                    BoardParts.cell(outcome(ended)),
                    BoardParts.cell(ended.method() == null ? "–" : ended.method()),
                    BoardParts.number(Integer.toString(ended.attempts())),
                    BoardParts.cell(BoardParts.commandLink(
                            view.instance(), ended.source().id()))));
        }
        return BoardParts.table(
                "outcomes",
                "Last outcomes",
                List.of("Ended", "Outcome", "Method", "Calls", "Record"),
                rows,
                "None that this worker remembers.");
    }

    /** How a command ended, as a word, an icon and a colour. */
    static HtmlElement outcome(EndedCommand ended) {
        return ended.reason() == null
                ? BoardParts.badge("active", "✓", "accepted")
                : BoardParts.badge("held", "✕", "dead letter: " + ended.reason());
    }
}
