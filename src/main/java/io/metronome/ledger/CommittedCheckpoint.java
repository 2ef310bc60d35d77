package io.metronome.ledger;

import java.util.Map;
import java.util.Set;

/**
 * A checkpoint that was committed.
 *
 * @param begunAt monotonic nanoseconds before the checkpoint's offsets were sent: the moment at which our membership
 *     was checked, and at which the lease begins
 * @param durationNanos from {@code begunAt} until the commit was acknowledged
 * @param marks the broker's time, milliseconds since the epoch, at which each written header was appended, by
 *     partition. A partition that is missing here was dropped or wrote no header
 * @param written the partitions that were written
 */
public record CommittedCheckpoint(long begunAt, long durationNanos, Map<Integer, Long> marks, Set<Integer> written) {}
