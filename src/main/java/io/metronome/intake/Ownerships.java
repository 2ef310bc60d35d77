package io.metronome.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that are ours, their ownership numbers, and which of them are read. Touched on the poll thread only.
 */
final class Ownerships {
    private final Map<Integer, Long> owned = new LinkedHashMap<>();
    private final Set<Integer> begun = new LinkedHashSet<>();
    private final Set<Integer> paused = new LinkedHashSet<>();
    private final Map<Integer, Long> positions = new LinkedHashMap<>();
    private long last;

    Map<Integer, Long> assign(Collection<TopicPartition> partitions) {
        Map<Integer, Long> added = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            added.put(partition.partition(), ++last);
        }
        forget(added.keySet());
        owned.putAll(added);
        return added;
    }

    /** The ownership numbers of those of the given partitions that are ours. */
    Map<Integer, Long> of(Collection<TopicPartition> partitions) {
        Map<Integer, Long> ours = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            Long ownership = owned.get(partition.partition());
            if (ownership != null) {
                ours.put(partition.partition(), ownership);
            }
        }
        return ours;
    }

    void forget(Collection<Integer> partitions) {
        owned.keySet().removeAll(partitions);
        begun.removeAll(partitions);
        positions.keySet().removeAll(partitions);
        paused.removeAll(partitions);
    }

    /** The ownership number of a partition, 0 when the partition is not ours. */
    long of(int partition) {
        return owned.getOrDefault(partition, 0L);
    }

    /** Reading of the partition begins at that position, and the partition is not paused. */
    void begin(int partition, long position) {
        begun.add(partition);
        paused.remove(partition);
        positions.put(partition, position);
    }

    /** The partitions whose reading has begun. */
    List<Integer> reading() {
        return List.copyOf(begun);
    }

    /** Stops reading the partition until {@link #begin}. */
    void halt(int partition) {
        begun.remove(partition);
    }

    /** Reading has reached {@code next}. Returns the position before; empty if reading has not begun. */
    OptionalLong advance(int partition, long next) {
        Long before = begun.contains(partition) ? positions.put(partition, next) : null;
        return before == null ? OptionalLong.empty() : OptionalLong.of(before);
    }

    /** Pauses the partition, or lets it be read again. */
    void pause(int partition, boolean pause) {
        if (pause) {
            paused.add(partition);
        } else {
            paused.remove(partition);
        }
    }

    Map<Integer, Long> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(owned));
    }

    /**
     * The partitions that must be paused. Computed anew each time, because the client forgets paused partitions when
     * they are reassigned.
     */
    List<TopicPartition> pausedOf(Collection<TopicPartition> assigned, boolean hasRoom) {
        List<TopicPartition> all = new ArrayList<>();
        for (TopicPartition partition : assigned) {
            if (!hasRoom || !begun.contains(partition.partition()) || paused.contains(partition.partition())) {
                all.add(partition);
            }
        }
        return all;
    }
}
