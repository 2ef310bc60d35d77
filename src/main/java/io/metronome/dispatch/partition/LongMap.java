package io.metronome.dispatch.partition;

import io.metronome.command.HeapBytes;

/**
 * From long to long without boxes: open addressing with linear probing; 0 is no key. It takes 22 to 128 bytes for each
 * entry, and gives memory back when most entries are gone.
 */
final class LongMap {
    private static final int LEAST = 16;
    private static final int OBJECT = HeapBytes.ofFields(12);
    /* 2^64 divided by the golden ratio: keys that follow each other would stand in one long row otherwise. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[LEAST];
    private long[] values = new long[LEAST];
    private int size;

    long get(long key, long otherwise) {
        int slot = slot(key);
        return keys[slot] == key ? values[slot] : otherwise;
    }

    void put(long key, long value) {
        if (size * 4 >= keys.length * 3) {
            resize(keys.length * 2);
        }
        int slot = slot(key);
        if (keys[slot] == 0) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
    }

    void remove(long key) {
        int hole = slot(key);
        if (keys[hole] == 0) {
            return;
        }
        size--;
        keys[hole] = 0;
        // Those behind a hole move up, or a search for them would end at it.
        int mask = keys.length - 1;
        for (int slot = (hole + 1) & mask; keys[slot] != 0; slot = (slot + 1) & mask) {
            long moved = keys[slot];
            long value = values[slot];
            keys[slot] = 0;
            int place = slot(moved);
            keys[place] = moved;
            values[place] = value;
        }
        if (keys.length > LEAST && size * 8 < keys.length) {
            resize(keys.length / 2);
        }
    }

    /** The number of entries that it has memory for. */
    int capacity() {
        return keys.length;
    }

    /** Bytes of heap that it costs beside what every empty one does. */
    long bytes() {
        return keys.length == LEAST ? 0 : OBJECT + 2 * HeapBytes.ofArray((long) Long.BYTES * keys.length);
    }

    int size() {
        return size;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * SPREAD) >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void resize(int length) {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[length];
        values = new long[length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
