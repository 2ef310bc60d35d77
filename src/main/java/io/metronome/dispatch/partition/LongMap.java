package io.metronome.dispatch.partition;

import java.util.Arrays;

/** From long to long without boxes: open addressing with linear probing; 0 is no key. */
final class LongMap {
    private long[] keys = new long[16];
    private long[] values = new long[16];
    private int size;

    long get(long key, long otherwise) {
        int slot = slot(key);
        return keys[slot] == key ? values[slot] : otherwise;
    }

    void put(long key, long value) {
        if (size * 2 >= keys.length) {
            grow();
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
    }

    int size() {
        return size;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key ^ (key >>> 32)) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = Arrays.copyOf(keys, keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
