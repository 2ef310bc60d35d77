package io.metronome.observe.board;

import io.metronome.command.Priority;
import io.metronome.command.Reason;
import io.metronome.control.ControlRecord;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.view.Backlog;
import io.metronome.dispatch.view.HeldView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.InstanceView.Activity;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The situations that the first screen has to tell apart, for somebody who has read nothing. Each has the texts that must
 * be there.
 *
 * @param sentence the beginning of the sentence at the head of the board
 * @param change makes a board that is well show the situation
 * @param texts what else the first screen has to say
 */
record BoardSituation(String name, String sentence, Consumer<BoardBench> change, List<String> texts) {
    /** All of them. */
    static Stream<BoardSituation> all() {
        return Stream.of(
                situation("well", "Sending: 60 a minute, 100 % on time, nothing lost", bench -> {}, "fine"),
                situation(
                        "held",
                        "Sending: 60 a minute",
                        bench -> {
                            held(bench, "1101000001", "notAuthorized");
                            held(bench, "1101000002", "blocked");
                            bench.stats.held(null, HoldReason.NOT_AUTHORIZED);
                            bench.stats.held(null, HoldReason.BLOCKED);
                        },
                        "2 of 5 instances with commands cannot send",
                        "logged out; its owner logs in again, in the console of GREEN-API (notAuthorized), since ",
                        "banned by the messenger (blocked)"),
                situation(
                        "paused",
                        "Sending: 60 a minute",
                        bench -> {
                            ControlRecord.Pause pause = new ControlRecord.Pause(
                                    "1101000001",
                                    BoardScenes.now() + 7_200_000,
                                    "wrong price, ask Marta",
                                    "user ops",
                                    "");
                            bench.views.put(BoardScenes.paused(pause));
                            bench.read(pause);
                            bench.stats.paused(1);
                        },
                        "nothing urgent, but:",
                        "1 instance is paused by an operator",
                        "paused by an operator: wrong price, ask Marta"),
                situation(
                        "host_fails",
                        "Sending, but not everything: 60 a minute",
                        bench -> {
                            bench.api.listener().hostKnown("https://3100.api.green-api.com");
                            bench.api.listener().hostPaused("https://3100.api.green-api.com", true);
                            waiting(bench, "3100000001", "HOST_PAUSED", -43_000);
                        },
                        "look at it",
                        "Nearly all calls to https://3100.api.green-api.com fail since ",
                        "metronome tries it again by itself",
                        "✕ fails since ",
                        "! active, waits",
                        "nearly all calls to its API host fail"),
                situation(
                        "no_checkpoints",
                        "Not sending since ",
                        bench -> {
                            bench.trouble(
                                    "the topic metronome.results accepts no checkpoint (TopicAuthorizationException). Allow the"
                                            + " worker's user to write to the topic metronome.results");
                            bench.later(Duration.ofMinutes(36));
                        },
                        ": metronome cannot write its checkpoints to Kafka",
                        "act now",
                        "the topic metronome.results accepts no checkpoint",
                        "Runbook: MetronomeCheckpointsRefused"),
                situation(
                        "worker_gone",
                        "Sending, but not everything: 60 a minute",
                        bench -> bench.silentPeer(
                                "metronome-intake@http://10.0.0.8:8080-b80fc3c0-fd9f-4282-80cf-0f085975e765"),
                        "look at it",
                        "The worker 10.0.0.8:8080 does not answer",
                        "✕ no answer",
                        "without those of workers that do not answer"),
                situation(
                        "too_late",
                        "Sending: 60 a minute",
                        bench -> {
                            bench.died(Reason.EXPIRED, 662);
                            bench.views.put(detail(
                                    view("1101000001", Activity.ACTIVE, 900, BoardScenes.now() + 3_000, null, "PACE")
                                            .withQueue(null, 212)));
                        },
                        "look at it",
                        "In the last hour 662 commands ended as EXPIRED: expiresAt has passed, or the queue is too long for it",
                        "! 212 expire before their turn",
                        "metronome dead-letters --reason EXPIRED --since 1h"),
                situation(
                        "dead_letters",
                        "Sending: 60 a minute",
                        bench -> bench.died(Reason.INVALID, 90),
                        "look at it",
                        "In the last hour 90 commands ended as INVALID: a mistake in the command, which its producer must mend",
                        "metronome dead-letters --reason INVALID --since 1h"),
                situation(
                        "closed",
                        "Sending: 60 a minute",
                        bench -> {
                            waiting(bench, "1101000001", "HOURS", 36_000_000);
                            waiting(bench, "1101000002", "DAILY_CAP", 18_000_000);
                            bench.stats.waitForCalendar(1, 1);
                        },
                        "nothing urgent, but:",
                        "1 instance waits for its sending hours, as the instances file wants it",
                        "1 instance has reached today's cap of calls",
                        "◷ active, waits",
                        "outside its sending hours, until ",
                        "today's cap of calls is reached, until "),
                situation(
                        "unread",
                        "Sending, but not everything: 60 a minute",
                        bench -> {
                            bench.stats.partitions(
                                    0,
                                    2,
                                    1,
                                    1,
                                    List.of(
                                            "partition 1 is not read: the data at offset 0 cannot be read. If a replica is damaged,"
                                                    + " remove its copy"));
                            bench.views.put(
                                    detail(BoardScenes.idle("1101000001").view().notRead()));
                            bench.api.watchFile(() ->
                                    "The instances file lacks 9 of 12 instances: they stay for 10 minutes, and after"
                                            + " that their commands end");
                        },
                        "look at it",
                        "partition 1 is not read: the data at offset 0 cannot be read",
                        "The instances file lacks 9 of 12 instances",
                        "! not read",
                        "its partition is not read: nobody knows which commands wait there",
                        "Runbook: MetronomeInstancesFileBad"));
    }

    private static BoardSituation situation(
            String name, String sentence, Consumer<BoardBench> change, String... texts) {
        return new BoardSituation(name, sentence, change, List.of(texts));
    }

    /** Three instances send at their pace, and one of them is idle; beside them there is the situation. */
    void arrange(BoardBench bench) {
        bench.views.put(sending("1101000011", 59));
        bench.views.put(sending("1101000012", 43));
        bench.views.put(sending("1101000013", 7));
        bench.views.put(BoardScenes.idle("1101000014"));
        bench.api.listener().hostKnown("https://api.green-api.com");
        bench.stats.pending(Priority.NORMAL, 109);
        bench.stats.active(3);
        bench.sent(60, 0);
        bench.checkpoint();
        change.accept(bench);
    }

    @Override
    public String toString() {
        return name;
    }

    private static InstanceView view(
            String id, Activity state, int backlog, @Nullable Long due, @Nullable HeldView held, String waitsFor) {
        return new InstanceView(
                id,
                0,
                state,
                5_000,
                new Backlog(0, backlog, 0),
                false,
                due,
                BoardScenes.now() - 2_000,
                held,
                null,
                0,
                waitsFor);
    }

    private static InstanceDetail detail(InstanceView view) {
        return new InstanceDetail(view, InstanceDetail.DelaySource.GET_SETTINGS, List.of(), List.of(), view.emptyAt());
    }

    private static InstanceDetail sending(String id, int backlog) {
        return detail(view(id, Activity.ACTIVE, backlog, BoardScenes.now() + 3_000, null, "PACE"));
    }

    private static void waiting(BoardBench bench, String id, String reason, long dueInMillis) {
        bench.views.put(detail(view(id, Activity.ACTIVE, 120, BoardScenes.now() + dueInMillis, null, reason)));
        bench.stats.active(1);
    }

    private static void held(BoardBench bench, String id, String by) {
        HeldView held = new HeldView(by, "its state is " + by, BoardScenes.now() - 540_000, null);
        bench.views.put(detail(view(id, Activity.HELD, 230, null, held, "HELD")));
    }
}
