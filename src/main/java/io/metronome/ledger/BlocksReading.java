package io.metronome.ledger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a ledger partition while it is read. A block is kept as it came until the ends of its commands are known,
 * so that nothing is decoded that has ended.
 */
final class BlocksReading {
    private static final byte[] NO_ENDS = {};

    private final NavigableMap<Long, byte[]> blocks = new TreeMap<>();
    private final Map<Long, BitSet> ends = new LinkedHashMap<>();
    private long unused;
    private long heapBytes;

    /** A command that waits, and its place. */
    private record PlacedRecord(PendingCommandRecord command, int place) {
        long offset() {
            return command.commandRecord().offset();
        }
    }

    /** Decodes a command of a block. */
    @FunctionalInterface
    interface CommandDecoder {
        PendingCommandRecord decode(byte[] block, int from, int length, long offset);
    }

    /** The block with that number; null for one that is gone. */
    void block(long number, byte @Nullable [] value) {
        byte[] before = value == null ? blocks.remove(number) : blocks.put(number, value);
        heapBytes += heapBytes(value) - heapBytes(before);
        unused = Math.max(unused, number + 1);
    }

    /** The ends of that block; null where the block is gone. */
    void ends(long number, byte @Nullable [] value) {
        BitSet now = value == null ? null : BlockCodec.ends(value);
        BitSet before = now == null ? ends.remove(number) : ends.put(number, now);
        heapBytes += savedBytes(before) - savedBytes(now);
        unused = Math.max(unused, number + 1);
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** About the heap that they cost now, and that their commands will cost, in bytes. */
    long heapBytes() {
        return heapBytes;
    }

    private static long heapBytes(byte @Nullable [] block) {
        return block == null ? 0 : block.length + BlockCodec.count(block) * PendingCommandRecord.LEAST_HEAP_BYTES;
    }

    private static long savedBytes(@Nullable BitSet ended) {
        return ended == null ? 0 : ended.cardinality() * PendingCommandRecord.LEAST_HEAP_BYTES;
    }

    /**
     * Decodes what waits in blocks, and adds it to what waits in records of its own. Each block is forgotten when it is
     * decoded. Once.
     *
     * @param waiting commands with records of their own, by offset; has all by offset then
     */
    RestoredBlocks decode(List<PendingCommandRecord> waiting, CommandDecoder decoder) {
        if (blocks.isEmpty()) {
            return new RestoredBlocks(List.of(), new int[0], unused);
        }
        List<PlacedRecord> all = new ArrayList<>(waiting.size());
        waiting.forEach(one -> all.add(new PlacedRecord(one, LedgerPlace.SINGLE)));
        waiting.clear();
        List<RestoredBlocks.RestoredBlock> restored = new ArrayList<>(blocks.size());
        for (Map.Entry<Long, byte[]> next = blocks.pollFirstEntry(); next != null; next = blocks.pollFirstEntry()) {
            long number = next.getKey();
            byte[] block = next.getValue();
            BitSet found = ends.get(number);
            BitSet ended = found == null ? new BitSet() : found;
            int slot = restored.size();
            BlockCodec.read(
                    block,
                    ended,
                    (index, offset, from, length) -> all.add(new PlacedRecord(
                            decoder.decode(block, from, length, offset), LedgerPlace.inBlock(slot, index))));
            byte[] bits = found == null ? NO_ENDS : found.toByteArray();
            restored.add(new RestoredBlocks.RestoredBlock(number, BlockCodec.count(block), bits, found != null));
        }
        all.sort(Comparator.comparingLong(PlacedRecord::offset));
        return new RestoredBlocks(restored, unpack(all, waiting), unused);
    }

    private static int[] unpack(List<PlacedRecord> all, List<PendingCommandRecord> waiting) {
        int[] places = new int[all.size()];
        for (int i = 0; i < places.length; i++) {
            PlacedRecord one = all.get(i);
            if (i > 0 && one.offset() == all.get(i - 1).offset()) {
                throw new LedgerRefusedException("it has the command at offset " + one.offset() + " twice");
            }
            places[i] = one.place();
            waiting.add(one.command());
        }
        return places;
    }
}
