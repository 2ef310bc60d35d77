package io.metronome.observe.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker of the group, as it describes itself.
 *
 * @param member its id in the consumer group; empty while it has none
 * @param url how others reach it; empty where nobody knows
 * @param partitions the partitions that are assigned to it
 * @param ready whether all of them are restored and read, and nothing needs help
 * @param pending commands that it has read and that have not ended
 * @param since when it started, milliseconds since the epoch
 * @param activity what it has done lately; null where its version does not tell
 */
public record WorkerView(
        String member,
        String url,
        List<Integer> partitions,
        boolean ready,
        long inFlight,
        long pending,
        String version,
        long since,
        @Nullable WorkerActivity activity) {}
