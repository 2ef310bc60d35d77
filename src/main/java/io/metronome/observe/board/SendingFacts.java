package io.metronome.observe.board;

import io.metronome.command.Reason;
import io.metronome.observe.admin.WorkerActivity;
import io.metronome.observe.admin.WorkerActivity.PausedHost;
import io.metronome.observe.admin.WorkerListing;
import io.metronome.observe.admin.WorkerView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The facts behind the sentence about a group. Moments are milliseconds since the epoch.
 *
 * @param nowMillis when it was so
 * @param away why the asked worker cannot say anything; empty where it can
 * @param serving workers that have partitions
 * @param oldestCheckpoint the last checkpoint of the worker whose last one is the oldest; null where none has committed
 * @param newestCheckpoint the last checkpoint of the worker whose last one is the newest; null where none has committed
 * @param calls the calls of the group
 * @param lost records that retention deleted before they were read
 * @param pending commands that were read and have not ended
 * @param instances the instances with commands
 * @param deadLetters those of the last hour, by reason
 * @param pausedHosts API hosts to which nearly all calls fail
 * @param hostsWork whether another API host works
 * @param silent members of the group that did not answer
 * @param troubles what workers say that are not ready, or whose instances file does not count
 */
record SendingFacts(
        long nowMillis,
        String away,
        int serving,
        @Nullable Long oldestCheckpoint,
        @Nullable Long newestCheckpoint,
        Calls calls,
        long lost,
        long pending,
        InstanceCounts instances,
        Map<Reason, Long> deadLetters,
        List<PausedHost> pausedHosts,
        boolean hostsWork,
        List<String> silent,
        List<WorkerTrouble> troubles) {

    /**
     * Paced calls that were written.
     *
     * @param sent in the last minute
     * @param late those of them that were late
     * @param inHour in the last hour
     */
    record Calls(long sent, long late, long inHour) {}

    /**
     * Instances with commands, or a pause.
     *
     * @param active those that are neither held nor paused
     * @param outOfHours those of the active ones that wait for their hours
     * @param capped those of the active ones that wait for the next day
     */
    record InstanceCounts(long active, long held, long paused, long outOfHours, long capped) {
        /** The instances that have commands. */
        long withCommands() {
            return active + held;
        }

        /** Those of the active ones that wait for a moment that their rules name. */
        long waiting() {
            return outOfHours + capped;
        }
    }

    /**
     * The facts that a worker tells of itself.
     *
     * @param worker its address
     * @param notReady why it is not ready; empty while it is
     * @param file why its instances file does not count as it is; empty while it does
     */
    record WorkerTrouble(String worker, String notReady, String file) {}

    /** A worker that cannot say anything, and why. */
    static SendingFacts away(long nowMillis, String why) {
        return new SendingFacts(
                nowMillis,
                why,
                0,
                null,
                null,
                new Calls(0, 0, 0),
                0,
                0,
                new InstanceCounts(0, 0, 0, 0, 0),
                Map.of(),
                List.of(),
                false,
                List.of(),
                List.of());
    }

    /** The facts of a group whose workers have answered. */
    static SendingFacts of(long nowMillis, WorkerListing group) {
        List<WorkerActivity> told = told(group.workers());
        List<WorkerView> serving = group.workers().stream()
                .filter(worker -> !worker.partitions().isEmpty())
                .toList();
        List<Long> checkpoints = told(serving).stream()
                .map(WorkerActivity::lastCheckpoint)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        List<PausedHost> hosts = new ArrayList<>();
        told.forEach(activity -> hosts.addAll(activity.pausedHosts()));
        return new SendingFacts(
                nowMillis,
                "",
                serving.size(),
                checkpoints.isEmpty() ? null : checkpoints.getFirst(),
                checkpoints.isEmpty() ? null : checkpoints.getLast(),
                new Calls(
                        sum(told, WorkerActivity::sent),
                        sum(told, WorkerActivity::late),
                        sum(told, WorkerActivity::sentInHour)),
                sum(told, WorkerActivity::lost),
                group.workers().stream().mapToLong(WorkerView::pending).sum(),
                new InstanceCounts(
                        sum(told, WorkerActivity::active),
                        sum(told, WorkerActivity::held),
                        sum(told, WorkerActivity::paused),
                        sum(told, WorkerActivity::outOfHours),
                        sum(told, WorkerActivity::capped)),
                deadLetters(told),
                hosts,
                told.stream().anyMatch(activity -> !activity.workingHosts().isEmpty()),
                group.silent(),
                troubles(group.workers()));
    }

    private static List<WorkerActivity> told(List<WorkerView> workers) {
        return workers.stream()
                .map(WorkerView::activity)
                .filter(Objects::nonNull)
                .toList();
    }

    private static long sum(List<WorkerActivity> told, ToLongFunction<WorkerActivity> count) {
        return told.stream().mapToLong(count).sum();
    }

    private static Map<Reason, Long> deadLetters(List<WorkerActivity> told) {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        told.forEach(
                activity -> activity.deadLetters().forEach((reason, count) -> counts.merge(reason, count, Long::sum)));
        return counts;
    }

    private static List<WorkerTrouble> troubles(List<WorkerView> workers) {
        List<WorkerTrouble> troubles = new ArrayList<>();
        for (WorkerView worker : workers) {
            WorkerActivity activity = worker.activity();
            if (activity != null
                    && !(activity.notReady().isEmpty() && activity.fileTrouble().isEmpty())) {
                troubles.add(new WorkerTrouble(
                        BoardParts.shortAddress(GroupSections.name(worker)),
                        activity.notReady(),
                        activity.fileTrouble()));
            }
        }
        return troubles;
    }
}
