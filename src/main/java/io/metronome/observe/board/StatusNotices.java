package io.metronome.observe.board;

import io.metronome.command.Reason;
import io.metronome.observe.admin.WorkerActivity.PausedHost;
import io.metronome.observe.board.GroupStatus.StatusNotice;
import io.metronome.observe.board.SendingFacts.InstanceCounts;
import io.metronome.observe.board.SendingFacts.WorkerTrouble;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines below the sentence about a group: troubles that people should know of, the worst first. */
final class StatusNotices {
    private static final long CHECKPOINT_IS_OLD = 10_000;
    /* As the alerts MetronomeInstancesHeld and MetronomeDeadLetters count. */
    private static final int MANY = 20;
    private static final long FEW_DEAD_LETTERS = 10;
    private static final Set<Reason> INTENDED = EnumSet.of(Reason.CANCELLED, Reason.DUPLICATE, Reason.OUTCOME_UNKNOWN);
    private static final Pattern ALL_RESTORED = Pattern.compile("(\\d+) of \\1 assigned partitions restored(; )?");

    private final SendingFacts facts;
    private final List<StatusNotice> notices = new ArrayList<>();

    private StatusNotices(SendingFacts facts) {
        this.facts = facts;
    }

    /** @param saysCheckpoint whether the sentence already says that no checkpoint can be written */
    static List<StatusNotice> of(SendingFacts facts, boolean saysCheckpoint) {
        StatusNotices notices = new StatusNotices(facts);
        notices.workers(saysCheckpoint);
        notices.hosts();
        notices.deadLetters();
        notices.instances();
        return List.copyOf(notices.notices);
    }

    /** Whether one of them should be looked at, although the group sends. */
    static boolean warn(SendingFacts facts) {
        return isPartial(facts)
                || !facts.troubles().isEmpty()
                || areManyHeld(facts.instances())
                || facts.deadLetters().containsKey(Reason.OUTCOME_UNKNOWN)
                || facts.deadLetters().keySet().stream().anyMatch(reason -> areMany(facts, reason));
    }

    /** Whether commands that were read, or should have been, are not sent for want of a worker or a host. */
    static boolean isPartial(SendingFacts facts) {
        return !facts.silent().isEmpty()
                || !facts.pausedHosts().isEmpty()
                || facts.troubles().stream()
                        .anyMatch(trouble -> !trouble.notReady().isEmpty());
    }

    static boolean isOld(SendingFacts facts, long checkpoint) {
        return facts.nowMillis() - checkpoint > CHECKPOINT_IS_OLD;
    }

    private void workers(boolean saysCheckpoint) {
        if (facts.lost() > 0) {
            add(
                    "Retention deleted " + BoardText.count(facts.lost(), "record", "records")
                            + " before a worker had read them",
                    "MetronomeRecordsLost");
        }
        facts.silent().forEach(this::silent);
        Long oldest = facts.oldestCheckpoint();
        if (oldest != null && isOld(facts, oldest) && !saysCheckpoint) {
            add(
                    "A worker does not send since " + time(oldest) + ": it cannot write its checkpoints to Kafka",
                    "MetronomeLedgerNotWritable");
        }
        facts.troubles().stream()
                .filter(trouble -> !trouble.notReady().isEmpty())
                .forEach(this::notReady);
        Set<String> files = new LinkedHashSet<>();
        facts.troubles().stream()
                .map(WorkerTrouble::file)
                .filter(file -> !file.isEmpty())
                .forEach(files::add);
        files.forEach(file -> add(file, "MetronomeInstancesFileBad"));
    }

    private void silent(String who) {
        if (BoardParts.isMember(who)) {
            add(
                    "The worker " + BoardParts.shortAddress(who) + " does not answer. If it is gone, its instances send"
                            + " nothing until Kafka gives its partitions to another worker, usually within half a minute",
                    "MetronomeWorkerDown");
        } else {
            add("Other workers are not shown, because " + who, null);
        }
    }

    private void notReady(WorkerTrouble trouble) {
        String why = ALL_RESTORED
                .matcher(trouble.notReady().replaceFirst("^not ready: ", ""))
                .replaceFirst("");
        String unseen =
                why.contains("is not read") ? ". The commands that wait on it in Kafka are not in the list below" : "";
        add("The worker " + trouble.worker() + " is not ready: " + why + unseen, section(why));
    }

    private static String section(String why) {
        if (why.contains("accepts no checkpoint")) {
            return "MetronomeCheckpointsRefused";
        } else if (why.contains("MetronomeControlUnread")) {
            return "MetronomeControlUnread";
        }
        return why.contains("consumer group") ? "MetronomeNotInGroup" : "MetronomePartitionNotServed";
    }

    private void hosts() {
        Map<String, Long> since = new LinkedHashMap<>();
        for (PausedHost host : facts.pausedHosts()) {
            since.merge(host.host(), host.since(), Math::min);
        }
        since.forEach((host, at) -> add(
                "Nearly all calls to " + host + " fail since " + time(at) + ". The instances of this API host wait, and"
                        + " metronome tries it again by itself",
                "MetronomeApiHostFailing"));
    }

    private void deadLetters() {
        facts.deadLetters().forEach((reason, count) -> {
            if (areMany(facts, reason)) {
                add(
                        "In the last hour " + BoardText.count(count, "command", "commands") + " ended as " + reason
                                + ": " + DeadLettersSection.meaning(reason),
                        "MetronomeDeadLetters");
            }
        });
        long unknown = facts.deadLetters().getOrDefault(Reason.OUTCOME_UNKNOWN, 0L);
        if (unknown > 0) {
            add(
                    "In the last hour " + BoardText.count(unknown, "command", "commands")
                            + " ended, and nobody knows whether they were sent",
                    "MetronomeOutcomeUnknown");
        }
    }

    private static boolean areMany(SendingFacts facts, Reason reason) {
        long count = facts.deadLetters().getOrDefault(reason, 0L);
        long ended = facts.calls().inHour()
                + facts.deadLetters().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
        return count > FEW_DEAD_LETTERS && count * MANY > ended && !INTENDED.contains(reason);
    }

    private void instances() {
        InstanceCounts counts = facts.instances();
        if (counts.held() > 0) {
            add(
                    BoardText.number(counts.held()) + " of "
                            + BoardText.count(counts.withCommands(), "instance", "instances")
                            + " with commands cannot send; the list below says why",
                    "MetronomeInstancesHeld");
        }
        if (counts.paused() > 0) {
            add(BoardText.count(counts.paused(), "instance is", "instances are") + " paused by an operator", null);
        }
        if (counts.outOfHours() > 0) {
            add(
                    BoardText.count(counts.outOfHours(), "instance waits for its", "instances wait for their")
                            + " sending hours, as the instances file wants it",
                    null);
        }
        if (counts.capped() > 0) {
            add(
                    BoardText.count(counts.capped(), "instance has", "instances have")
                            + " reached today's cap of calls, which the instances file sets",
                    null);
        }
    }

    private static boolean areManyHeld(InstanceCounts counts) {
        return counts.held() * MANY > counts.withCommands();
    }

    private void add(String text, @Nullable String section) {
        notices.add(new StatusNotice(text, section));
    }

    private String time(long millis) {
        return BoardText.minute(millis, facts.nowMillis());
    }
}
