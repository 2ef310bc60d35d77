package io.metronome.app;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Positions of records of one topic: a bit for each offset, so that millions of them take little memory. */
final class Positions {
    private final Map<Integer, Offsets> partitions = new TreeMap<>();

    /** @param base the lowest offset of the partition */
    private record Offsets(long base, BitSet bits) {}

    /** Adds a record. The first one of a partition has to be the lowest. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        Offsets offsets =
                partitions.computeIfAbsent(record.partition(), partition -> new Offsets(record.offset(), new BitSet()));
        offsets.bits().set(Math.toIntExact(record.offset() - offsets.base()));
    }

    boolean contains(ConsumerRecord<byte[], byte[]> record) {
        return contains(record.partition(), record.offset());
    }

    private boolean contains(int partition, long offset) {
        Offsets offsets = partitions.get(partition);
        long place = offsets == null ? -1 : offset - offsets.base();
        return offsets != null
                && place >= 0
                && place <= Integer.MAX_VALUE
                && offsets.bits().get((int) place);
    }

    /** Removes a position; whether it was there. */
    boolean remove(int partition, long offset) {
        Offsets offsets = partitions.get(partition);
        if (offsets == null || !contains(partition, offset)) {
            return false;
        }
        offsets.bits().clear((int) (offset - offsets.base()));
        return true;
    }
}
