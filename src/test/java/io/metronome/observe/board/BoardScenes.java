package io.metronome.observe.board;

import io.metronome.command.Priority;
import io.metronome.command.Reason;
import io.metronome.command.Source;
import io.metronome.control.ControlRecord;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.view.AnswerView;
import io.metronome.dispatch.view.Backlog;
import io.metronome.dispatch.view.CommandView.WaitingCommand;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.HeldView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstanceDetail.DelaySource;
import io.metronome.dispatch.view.InstanceDetail.QueuedCommand;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.InstanceView.Activity;
import io.metronome.dispatch.view.PaceView;
import io.metronome.dispatch.view.PurgePreview;
import io.metronome.dispatch.view.Why;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Instances and commands to show. */
final class BoardScenes {
    static final String HELD = "1101000001";
    static final String LATE = "1101000002";

    /** Texts of producers that must stay texts. */
    static final List<String> HOSTILE = List.of(
            "<script>window.hit=1</script>",
            "\"><img src=x onerror=window.hit=1>",
            "'><svg/onload=window.hit=1>",
            "javascript:window.hit=1",
            "</td></tr></table><iframe srcdoc='<script>parent.hit=1</script>'>",
            "{{constructor.constructor('window.hit=1')()}}",
            "${window.hit=1}",
            "--><script>window.hit=1</script><!--",
            "]]><script>window.hit=1</script>",
            "&lt;script&gt;window.hit=1&lt;/script&gt;",
            "<style>@import 'http://evil.example/x.css'</style>",
            "<base href=http://evil.example/>",
            "<a href=\"javascript:window.hit=1\">x</a>",
            "<math><mtext></table><mglyph><style><img src=x onerror=window.hit=1>",
            "\u202Egnp.exe\u2066",
            "__proto__",
            "a/b?c#d%2e%2e&e=f+g",
            "\uD83D\uDE00 Привет שלום");

    private BoardScenes() {}

    static long now() {
        return Instant.now().toEpochMilli();
    }

    static InstanceDetail held(String id, String by, String detail) {
        HeldView held = new HeldView(by, detail, now() - 540_000, now() + 60_000);
        return detail(new InstanceView(
                id, 1, Activity.HELD, 15_000, new Backlog(1, 230, 1_400), false, null, now() - 540_000, held));
    }

    static InstanceDetail active(String id, int waiting) {
        return detail(new InstanceView(
                id, 0, Activity.ACTIVE, 5_000, new Backlog(0, waiting, 0), true, now() + 4_000, now() - 1_000, null));
    }

    static InstanceDetail late(String id) {
        return detail(new InstanceView(
                id, 0, Activity.ACTIVE, 1_000, new Backlog(2, 40, 0), false, now() - 430_000, now() - 900_000, null));
    }

    static InstanceDetail idle(String id) {
        return new InstanceDetail(
                new InstanceView(id, 1, Activity.IDLE, null, Backlog.NONE, false, null, null, null),
                DelaySource.UNKNOWN,
                List.of(),
                List.of(),
                null);
    }

    static InstanceDetail paused(ControlRecord.Pause pause) {
        Long until = pause.untilMillis() == Long.MAX_VALUE ? null : Long.valueOf(pause.untilMillis());
        HeldView held = new HeldView("operator", pause.reason(), now(), until);
        return detail(new InstanceView(
                pause.instance(), 0, Activity.PAUSED, 5_000, new Backlog(0, 12, 0), false, null, now() - 1_000, held));
    }

    private static InstanceDetail detail(InstanceView view) {
        List<QueuedCommand> queue = IntStream.range(
                        0, Math.min(20, view.backlog().total()))
                .mapToObj(i -> new QueuedCommand("order-" + (4711 + i), "sendTextStatus", "normal", i == 0 ? 1 : 0))
                .toList();
        return new InstanceDetail(
                view,
                DelaySource.GET_SETTINGS,
                new PaceView(
                        30,
                        new PaceView.HoursView("Europe/Moscow", false, now() + 3_600_000, true),
                        new PaceView.CapView(200, 45, now() + 7_200_000)),
                queue,
                List.of(ended(view.instance(), null), ended(view.instance(), Reason.REJECTED)),
                view.nextDue() == null ? null : view.nextDue() + 3_600_000,
                now() - 7_200_000,
                view.state() == Activity.HELD ? 212 : 0,
                new PurgePreview(view.backlog().total(), now() - 7_200_000),
                List.of(new InstanceDetail.LimitedMethod("sendContact", now() + 60_000)));
    }

    static InstanceDetail withQueue(String id, List<String> commandIds) {
        InstanceView view = active(id, commandIds.size()).view();
        List<QueuedCommand> queue = commandIds.stream()
                .map(command -> new QueuedCommand(command, "sendTextStatus", "normal", 0))
                .toList();
        return new InstanceDetail(view, DelaySource.LEDGER, queue, List.of(), null);
    }

    static EndedCommand ended(String instance, @Nullable Reason reason) {
        return new EndedCommand(
                instance,
                new Source("metronome.commands", 1, reason == null ? 17 : 16, now() - 120_000),
                "sendTextStatus",
                reason,
                reason == null ? 1 : 2,
                now() - 60_000,
                new EndedCommand.ReplyPlace("metronome.results", 1, false));
    }

    static WaitingCommand waiting(String instance, String commandId, String detail) {
        return new WaitingCommand(
                instance,
                commandId,
                "sendTextStatus",
                "normal",
                "waiting",
                new Why(
                        "PACE",
                        now() + 10_000,
                        14,
                        detail,
                        now() + 210_000,
                        "14 commands ahead at a pace of 15 s; expected at 03:17:20 UTC"),
                1,
                new AnswerView(502, detail),
                now() - 300_000,
                null,
                now() + 7_200_000);
    }

    /** A night with some trouble. */
    static void night(BoardBench bench) {
        bench.views.put(held(HELD, "notAuthorized", "the phone is logged out"));
        bench.views.put(late(LATE));
        bench.views.put(held("1101000003", "quota", "466: the plan's quota is used up"));
        bench.views.put(paused(
                new ControlRecord.Pause("1101000004", now() + 3_600_000, "wrong template, ask Marta", "ops", "")));
        for (int i = 5; i < 16; i++) {
            bench.views.put(active("11010000" + (i < 10 ? "0" : "") + i, 37 * i));
        }
        bench.views.put(idle("3100000001"));
        bench.views.put("1101000005", "order-4711", waiting("1101000005", "order-4711", "Bad Gateway"));
        bench.views.put("1101000005", "metronome.commands-1-16", ended("1101000005", Reason.REJECTED));
        bench.read(new ControlRecord.Pause("1101000004", now() + 3_600_000, "wrong template, ask Marta", "ops", ""));
        bench.read(new ControlRecord.Cancel("1101000006", "order-4699", "the admin API, from 10.0.0.9", ""));
        bench.stats.pending(Priority.NORMAL, 5_210);
        bench.stats.active(12);
        bench.stats.held(null, HoldReason.NOT_AUTHORIZED);
        bench.stats.held(null, HoldReason.QUOTA);
        bench.stats.paused(1);
        bench.sent(412, 1);
        bench.died(Reason.EXPIRED, 37);
        bench.died(Reason.REJECTED, 4);
        bench.checkpoint();
    }
}
