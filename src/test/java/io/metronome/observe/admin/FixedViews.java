package io.metronome.observe.admin;

import io.metronome.command.Reason;
import io.metronome.command.Source;
import io.metronome.dispatch.view.AnswerView;
import io.metronome.dispatch.view.Backlog;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.HeldView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.PaceView;
import io.metronome.dispatch.view.PartitionView;
import io.metronome.dispatch.view.PurgePreview;
import io.metronome.dispatch.view.ViewResult;
import io.metronome.dispatch.view.Views;
import io.metronome.dispatch.view.Why;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Views with fixed answers, which have every field. */
final class FixedViews implements Views {
    static final String HELD = "1101000001";
    static final String IDLE = "1101000002";
    static final String ELSEWHERE = "1101000003";
    static final String RESTORING = "1101000004";
    /** Its partition is not read. */
    static final String UNREAD = "1101000006";
    /** The answer about this one never comes. */
    static final String SILENT = "1101000005";

    static final long AT = Instant.parse("2026-11-27T03:17:20Z").toEpochMilli();

    private final boolean second;
    private InstanceQuery last = new InstanceQuery(InstanceQuery.Sort.ID, false, 1, null);

    /** @param second whether they are those of a second worker, which has what is elsewhere for the first */
    FixedViews(boolean second) {
        this.second = second;
    }

    /** The last list that was asked for. */
    InstanceQuery lastQuery() {
        return last;
    }

    @Override
    public CompletableFuture<InstancePage> instances(InstanceQuery query) {
        last = query;
        List<InstanceView> first = second ? List.of(held(ELSEWHERE)) : List.of(held(HELD), idle());
        List<InstanceView> all = query.after() == null ? first : List.of();
        return CompletableFuture.completedFuture(
                new InstancePage(all.subList(0, Math.min(all.size(), query.limit())), all.size()));
    }

    @Override
    public CompletableFuture<ViewResult<InstanceDetail>> instance(String instance) {
        if (instance.equals(second ? ELSEWHERE : HELD)) {
            return present(new InstanceDetail(
                    held(instance).withQueue(null, 0),
                    InstanceDetail.DelaySource.GET_SETTINGS,
                    new PaceView(
                            30,
                            new PaceView.HoursView("Europe/Moscow", true, AT, true),
                            new PaceView.CapView(200, 45, AT)),
                    List.of(new InstanceDetail.QueuedCommand("a \"b\"", "sendTextStatus", "high", 1)),
                    List.of(accepted(instance), dead(instance)),
                    AT,
                    AT,
                    3,
                    new PurgePreview(12, AT),
                    List.of(new InstanceDetail.LimitedMethod("sendContact", AT))));
        }
        return instance.equals(IDLE)
                ? present(new InstanceDetail(idle(), InstanceDetail.DelaySource.UNKNOWN, List.of(), List.of(), null))
                : other(instance);
    }

    @Override
    public CompletableFuture<ViewResult<CommandView>> command(String instance, String commandId) {
        if (!instance.equals(second ? ELSEWHERE : HELD)) {
            return other(instance);
        }
        return switch (commandId) {
            case "waiting" -> present(waiting(instance));
            case "a/b" -> present(accepted(instance));
            case "dead" -> present(dead(instance));
            default -> CompletableFuture.completedFuture(new ViewResult.Absent<>());
        };
    }

    @Override
    public CompletableFuture<List<PartitionView>> partitions() {
        return CompletableFuture.completedFuture(
                List.of(new PartitionView(2, true, 5), new PartitionView(0, false, 0)));
    }

    private static <T> CompletableFuture<ViewResult<T>> present(T view) {
        return CompletableFuture.completedFuture(new ViewResult.Present<>(view));
    }

    private static <T> CompletableFuture<ViewResult<T>> other(String instance) {
        return switch (instance) {
            case ELSEWHERE -> CompletableFuture.completedFuture(new ViewResult.OwnedElsewhere<>(3));
            case RESTORING -> CompletableFuture.completedFuture(new ViewResult.StillRestoring<>(4));
            case UNREAD ->
                CompletableFuture.completedFuture(new ViewResult.NotRead<>(5, "the data at offset 7 cannot be read"));
            case SILENT -> new CompletableFuture<>();
            default -> CompletableFuture.completedFuture(new ViewResult.Absent<>());
        };
    }

    private static InstanceView held(String instance) {
        return new InstanceView(
                instance,
                1,
                InstanceView.Activity.HELD,
                15_000,
                new Backlog(1, 2, 3),
                true,
                AT,
                AT,
                new HeldView("notAuthorized", "no phone", AT, AT),
                AT,
                2,
                "HELD");
    }

    private static InstanceView idle() {
        return new InstanceView(IDLE, 0, InstanceView.Activity.IDLE, null, Backlog.NONE, false, null, null, null);
    }

    private static CommandView waiting(String instance) {
        return new CommandView.WaitingCommand(
                instance,
                "waiting",
                "sendTextStatus",
                "normal",
                "waiting",
                new Why("PACE", AT, 14, "detail", AT, "14 commands ahead at a pace of 15 s; expected at 03:17:20 UTC"),
                2,
                new AnswerView(500, "busy"),
                AT,
                AT,
                AT);
    }

    private static EndedCommand accepted(String instance) {
        return new EndedCommand(
                instance,
                new Source("commands", 1, 7, AT),
                "sendTextStatus",
                null,
                1,
                AT,
                new EndedCommand.ReplyPlace("results", null, true));
    }

    private static EndedCommand dead(String instance) {
        return new EndedCommand(
                instance,
                new Source("commands", 1, 8, AT),
                null,
                Reason.INVALID,
                0,
                AT,
                new EndedCommand.ReplyPlace("dead-letters", null, false));
    }
}
