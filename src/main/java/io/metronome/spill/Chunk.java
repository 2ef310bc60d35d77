package io.metronome.spill;

import java.util.BitSet;

/** A piece of the store that is divided into slots of one size. */
final class Chunk {
    /** Bytes of a chunk, which is the largest slot, too. */
    static final int BYTES = 256 << 10;

    /** Slots begin at multiples of that many bytes. */
    static final int UNIT = 64;

    /** How many units a chunk has. */
    static final int UNITS = BYTES / UNIT;

    private final int index;
    private final int slotBytes;
    private final BitSet taken = new BitSet();
    private int live;

    /** @param index its place in the store, in chunks */
    Chunk(int index, int slotBytes) {
        this.index = index;
        this.slotBytes = slotBytes;
    }

    int index() {
        return index;
    }

    int slotBytes() {
        return slotBytes;
    }

    boolean isFull() {
        return live == BYTES / slotBytes;
    }

    boolean isEmpty() {
        return live == 0;
    }

    /** Takes the first free slot, and tells its place in the store in units. Call it for a chunk that is not full. */
    int take() {
        int slot = taken.nextClearBit(0);
        taken.set(slot);
        live++;
        return index * UNITS + slot * (slotBytes / UNIT);
    }

    /** Gives a slot back. */
    void free(int place) {
        int slot = (place - index * UNITS) / (slotBytes / UNIT);
        if (!taken.get(slot)) {
            throw new IllegalStateException("place " + place + " of the spill is free already");
        }
        taken.clear(slot);
        live--;
    }

    /** The size of the slots that hold that many bytes: at most a quarter of it is empty. */
    static int slotBytes(int bytes) {
        int units = (bytes + UNIT - 1) / UNIT;
        int step = Math.max(1, Integer.highestOneBit(units) / 4);
        return (units + step - 1) / step * step * UNIT;
    }
}
