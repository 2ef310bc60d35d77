package io.metronome.observe.board;

import io.metronome.dispatch.view.AnswerView;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.CommandView.WaitingCommand;
import io.metronome.dispatch.view.EndedCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command: where it stands, why, and its timeline. */
final class CommandSection {
    private final String instance;
    private final String commandId;
    private final long nowMillis;
    private final List<CommandMoment> moments = new ArrayList<>();

    /** A moment of a command. */
    private record CommandMoment(long millis, String what) {}

    private CommandSection(String instance, String commandId, long nowMillis) {
        this.instance = instance;
        this.commandId = commandId;
        this.nowMillis = nowMillis;
    }

    static HtmlElement of(String instance, String commandId, CommandView view, long nowMillis) {
        CommandSection section = new CommandSection(instance, commandId, nowMillis);
        return switch (view) {
            case WaitingCommand waiting -> section.waiting(waiting);
            case EndedCommand ended -> section.ended(ended);
        };
    }

    private HtmlElement section(HtmlElement facts) {
        HtmlElement heading = HtmlElement.of("h2", new TextNode("Command "), BoardParts.foreign(commandId))
                .with("id", "subject")
                .with("tabindex", "-1");
        HtmlElement back = HtmlElement.of("p", new TextNode("of instance "), BoardParts.instanceLink(instance));
        return HtmlElement.of("section", heading, back, facts, timeline())
                .with("data-key", "command")
                .with("aria-labelledby", "subject");
    }

    private HtmlElement waiting(WaitingCommand waiting) {
        HtmlElement list = HtmlElement.of("dl");
        BoardParts.fact(list, "State", BoardParts.badge("active", "▶", waiting.state()));
        BoardParts.fact(
                list,
                "Why",
                new TextNode(waiting.why().sentence() + " "),
                HtmlElement.of("code", waiting.why().reason()));
        if (waiting.why().detail() != null) {
            BoardParts.fact(
                    list, "In the API's words", BoardParts.foreign(waiting.why().detail()));
        }
        BoardParts.fact(list, "Method, priority", waiting.method() + ", " + waiting.priority());
        BoardParts.fact(list, "Calls so far", Integer.toString(waiting.attempts()));
        AnswerView answer = waiting.lastAnswer();
        if (answer != null) {
            String status = answer.status() == 0 ? "none came" : Integer.toString(answer.status());
            BoardParts.fact(list, "Last answer", new TextNode(status + " "), BoardParts.foreign(answer.detail()));
        }
        note(waiting.receivedAt(), "read from Kafka");
        note(waiting.notBefore(), "not sent earlier (notBefore)");
        note(waiting.why().expectedAt(), "expected start of its call");
        note(waiting.expiresAt(), "expires (expiresAt)");
        note(nowMillis, "now");
        HtmlElement cancel =
                BoardParts.button("cancel", "Cancel", "the command", instance).with("data-command", commandId);
        String line = "metronome cancel " + instance + " " + BoardParts.shellWord(commandId);
        return section(list).add(HtmlElement.of("p", cancel), HtmlElement.of("p", BoardParts.line(line)));
    }

    private HtmlElement ended(EndedCommand ended) {
        HtmlElement list = HtmlElement.of("dl");
        BoardParts.fact(list, "State", InstanceSection.outcome(ended));
        BoardParts.fact(list, "Method", ended.method() == null ? "not known" : ended.method());
        BoardParts.fact(list, "Calls", Integer.toString(ended.attempts()));
        BoardParts.fact(list, "Its record", ended.source().id());
        Integer partition = ended.reply().partition();
        BoardParts.fact(
                list, "Its reply", ended.reply().topic() + (partition == null ? "" : ", partition " + partition));
        note(
                ended.source().timestamp() > 0 ? Long.valueOf(ended.source().timestamp()) : null,
                "written by its producer");
        note(ended.endedAt(), "ended");
        HtmlElement section = section(list);
        return ended.reason() == null
                ? section
                : section.add(HtmlElement.of(
                        "p",
                        BoardParts.line("metronome redrive --reason " + ended.reason() + " --instance " + instance
                                + " --dry-run")));
    }

    private void note(@Nullable Long millis, String what) {
        if (millis != null) {
            moments.add(new CommandMoment(millis, what));
        }
    }

    private HtmlElement timeline() {
        HtmlElement list = HtmlElement.of("ol").with("class", "timeline");
        moments.stream()
                .sorted(Comparator.comparingLong(CommandMoment::millis))
                .forEach(moment -> list.add(HtmlElement.of(
                                "li", BoardParts.moment(moment.millis(), nowMillis), new TextNode(" " + moment.what()))
                        .with("data-key", moment.what())));
        return HtmlElement.of("div", HtmlElement.of("h3", "Timeline"), list);
    }
}
