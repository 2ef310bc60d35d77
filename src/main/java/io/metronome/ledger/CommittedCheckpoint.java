package io.metronome.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A checkpoint that was committed.
 *
 * @param begunAt monotonic nanoseconds before the checkpoint's offsets were sent: the moment at which our membership
 *     was checked, and at which the lease begins
 * @param durationNanos from {@code begunAt} until the commit was acknowledged
 * @param headerTimes the broker's time, milliseconds since the epoch, at which each written header was appended, by
 *     partition. A partition that is missing here was dropped or wrote no header
 * @param written the partitions that were written
 * @param split numbers of blocks, by partition, that the ledger refused: their commands have records of their own now
 * @param unwritable commands whose content the ledger refused. A restore cannot bring them back, so they must end
 */
public record CommittedCheckpoint(
        long begunAt,
        long durationNanos,
        Map<Integer, Long> headerTimes,
        Set<Integer> written,
        Map<Integer, Set<Long>> split,
        List<UnwritableCommand> unwritable) {
    static final CommittedCheckpoint NOTHING = new CommittedCheckpoint(Long.MIN_VALUE, 0, Map.of(), Set.of());

    /**
     * A command that is in the ledger without its content.
     *
     * @param detail the topic, the size and the setting that mends it, for people
     */
    public record UnwritableCommand(int partition, long offset, String detail) {}

    /** A checkpoint whose commands were all written. */
    public CommittedCheckpoint(long begunAt, long durationNanos, Map<Integer, Long> headerTimes, Set<Integer> written) {
        this(begunAt, durationNanos, headerTimes, written, Map.of(), List.of());
    }

    static CommittedCheckpoint of(
            List<PartitionCheckpoint> sections, long begunAt, long durationNanos, Map<Integer, Long> headerTimes) {
        Set<Integer> written = new LinkedHashSet<>();
        Map<Integer, Set<Long>> split = new LinkedHashMap<>();
        List<UnwritableCommand> unwritable = new ArrayList<>();
        for (PartitionCheckpoint section : sections) {
            written.add(section.partition());
            split.put(section.partition(), section.blocks().split());
            for (PendingCommandRecord waiting : section.waiting()) {
                String why = waiting.commandRecord().whyWithoutContent();
                if (why != null) {
                    unwritable.add(new UnwritableCommand(
                            section.partition(), waiting.commandRecord().offset(), why));
                }
            }
        }
        return new CommittedCheckpoint(begunAt, durationNanos, headerTimes, written, split, unwritable);
    }
}
