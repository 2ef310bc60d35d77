package io.metronome.dispatch.partition;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest word on each of many things, told a helping at a time. */
final class Latest<V> {
    private final Map<String, V> words = new LinkedHashMap<>();
    private final int bytes;
    private final int least;

    /**
     * @param bytes what one costs about
     * @param least so many are told also when a checkpoint is full of other things
     */
    Latest(int bytes, int least) {
        this.bytes = bytes;
        this.least = least;
    }

    void put(String of, V word) {
        words.put(of, word);
    }

    boolean has(String of) {
        return words.containsKey(of);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Takes out what there is room for. */
    List<V> cut(Budget budget) {
        List<V> told = new ArrayList<>();
        Iterator<V> left = words.values().iterator();
        while (left.hasNext() && (budget.isLeft() || told.size() < least)) {
            told.add(left.next());
            left.remove();
            budget.spend(bytes);
        }
        return told;
    }
}
