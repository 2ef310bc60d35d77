package io.metronome.dispatch.partition;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest value of each of many keys. A checkpoint takes as many as it has room for. */
final class Latest<V> {
    private final Map<String, V> latest = new LinkedHashMap<>();
    private final int bytes;
    private final int least;

    /**
     * @param bytes what one costs about
     * @param least so many are taken also when a checkpoint is full of other things
     */
    Latest(int bytes, int least) {
        this.bytes = bytes;
        this.least = least;
    }

    void put(String key, V value) {
        latest.put(key, value);
    }

    boolean has(String key) {
        return latest.containsKey(key);
    }

    boolean isEmpty() {
        return latest.isEmpty();
    }

    /** Takes out what there is room for. */
    List<V> cut(Budget budget) {
        List<V> told = new ArrayList<>();
        Iterator<V> left = latest.values().iterator();
        while (left.hasNext() && (budget.isLeft() || told.size() < least)) {
            told.add(left.next());
            left.remove();
            budget.spend(bytes);
        }
        return told;
    }
}
