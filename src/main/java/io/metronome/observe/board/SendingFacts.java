package io.metronome.observe.board;

import io.metronome.observe.admin.WorkerActivity;
import io.metronome.observe.admin.WorkerActivity.PausedHost;
import io.metronome.observe.admin.WorkerListing;
import io.metronome.observe.admin.WorkerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts behind the sentence about a group. Moments are milliseconds since the epoch.
 *
 * @param nowMillis when it was so
 * @param away why the asked worker cannot say anything; empty where it can
 * @param serving workers that have partitions
 * @param oldestCheckpoint the last checkpoint of the worker whose last one is the oldest; null where none has committed
 * @param newestCheckpoint the last checkpoint of the worker whose last one is the newest; null where none has committed
 * @param silent members of the group that did not answer
 * @param notReady what workers say that are not ready
 */
record SendingFacts(
        long nowMillis,
        String away,
        int serving,
        @Nullable Long oldestCheckpoint,
        @Nullable Long newestCheckpoint,
        long sent,
        long late,
        long lost,
        long pending,
        long active,
        long held,
        long paused,
        List<PausedHost> pausedHosts,
        List<String> silent,
        List<String> notReady) {

    /** A worker that cannot say anything, and why. */
    static SendingFacts away(long nowMillis, String why) {
        return new SendingFacts(nowMillis, why, 0, null, null, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of());
    }

    /** The facts of a group whose workers have answered. */
    static SendingFacts of(long nowMillis, WorkerListing group) {
        List<WorkerActivity> told = group.workers().stream()
                .map(WorkerView::activity)
                .filter(Objects::nonNull)
                .toList();
        List<WorkerView> serving = group.workers().stream()
                .filter(worker -> !worker.partitions().isEmpty())
                .toList();
        List<Long> checkpoints = serving.stream()
                .map(WorkerView::activity)
                .filter(Objects::nonNull)
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
                told.stream().mapToLong(WorkerActivity::sent).sum(),
                told.stream().mapToLong(WorkerActivity::late).sum(),
                told.stream().mapToLong(WorkerActivity::lost).sum(),
                group.workers().stream().mapToLong(WorkerView::pending).sum(),
                told.stream().mapToLong(WorkerActivity::active).sum(),
                told.stream().mapToLong(WorkerActivity::held).sum(),
                told.stream().mapToLong(WorkerActivity::paused).sum(),
                hosts,
                group.silent(),
                told.stream()
                        .map(WorkerActivity::notReady)
                        .filter(reason -> !reason.isEmpty())
                        .toList());
    }
}
