package io.metronome.dispatch;

import io.metronome.dispatch.host.HostCapacity;
import io.metronome.dispatch.instance.LaneState;
import java.util.List;

/**
 * What a worker holds at one moment, found by walking through all of it, so that it tells whether the counters and the
 * queues are true. A value; to make it takes time in proportion to the number of lanes.
 *
 * @param lanes every lane, those of partitions that are handed over included
 * @param moments moments that commands wait for, those of commands that have ended included
 * @param strayMoments such moments of partitions that are not called for
 * @param hosts what is counted over all hosts of the API
 * @param pendingBytes what {@code metronome_pending_bytes} says of commands, without lanes, timers and ids
 */
public record Inventory(
        List<LaneState> lanes, int moments, int strayMoments, HostCapacity.Totals hosts, long pendingBytes) {}
