package io.metronome.ledger;

import java.util.Map;
import java.util.Set;

/**
 * A checkpoint that was committed.
 *
 * @param begunAt monotonic nanoseconds before its offsets were sent: the moment at which our membership was checked,
 *     and from which a lease runs
 * @param durationNanos from then until the commit was acknowledged
 * @param marks the broker's time, milliseconds since the epoch, at which each written header was appended, by partition;
 *     a section that is missing here was dropped or had no mark
 * @param written the partitions whose sections were written
 */
public record CommittedCheckpoint(long begunAt, long durationNanos, Map<Integer, Long> marks, Set<Integer> written) {}
