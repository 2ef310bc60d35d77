package io.metronome.pacing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Moments on the calendar that commands wait for: {@code notBefore} and {@code expiresAt}. A command that ended
 * meanwhile stays until its moment, and the caller then ignores it. It is a binary heap in arrays, about 12 to 24 bytes
 * for each command, because a million may wait. Touched on the dispatcher's thread only.
 *
 * @param <E> the commands that wait
 */
public final class Agenda<E> {
    private static final int LEAST = 4;

    private final ToLongFunction<? super E> order;
    private long[] moments = new long[LEAST];
    private @Nullable Object[] waiting = new Object[LEAST];
    private int size;

    /** @param order of those that wait for the same moment: the lower one is woken first, equals in any order */
    public Agenda(ToLongFunction<? super E> order) {
        this.order = order;
    }

    /** Adds a command to be woken at {@code atMillis}, milliseconds since the epoch. */
    public void add(E who, long atMillis) {
        if (size == moments.length) {
            resize(size + (size >> 1) + LEAST);
        }
        up(size++, atMillis, who);
    }

    private void resize(int capacity) {
        moments = Arrays.copyOf(moments, capacity);
        waiting = Arrays.copyOf(waiting, capacity);
    }

    /**
     * Removes and returns a command whose moment has come, earliest first. Null when there
     * is none.
     */
    public @Nullable E poll(long nowMillis) {
        if (size == 0 || moments[0] > nowMillis) {
            return null;
        }
        E first = at(0);
        size--;
        E last = at(size);
        waiting[size] = null;
        if (size > 0) {
            down(0, moments[size], last);
        }
        if (size * LEAST < moments.length && moments.length > LEAST * LEAST) {
            resize(moments.length / 2);
        }
        return first;
    }

    @SuppressWarnings("unchecked") // nothing but commands is put in
    private E at(int place) {
        return (E) Objects.requireNonNull(waiting[place]);
    }

    /* Moves a hole up from that place until what is put into it is not earlier than what is above. */
    private void up(int from, long moment, E who) {
        int place = from;
        while (place > 0 && isEarlier(moment, who, (place - 1) / 2)) {
            copy((place - 1) / 2, place);
            place = (place - 1) / 2;
        }
        put(place, moment, who);
    }

    /* Moves a hole down from that place until nothing below is earlier than what is put into it. */
    private void down(int from, long moment, E who) {
        int place = from;
        while (2 * place + 1 < size) {
            int left = 2 * place + 1;
            int right = left + 1;
            int below = right < size && isEarlier(moments[right], at(right), left) ? right : left;
            if (isEarlier(moment, who, below)) {
                break;
            }
            copy(below, place);
            place = below;
        }
        put(place, moment, who);
    }

    private boolean isEarlier(long moment, E who, int than) {
        return moment < moments[than]
                || (moment == moments[than] && order.applyAsLong(who) < order.applyAsLong(at(than)));
    }

    private void copy(int from, int to) {
        put(to, moments[from], at(from));
    }

    private void put(int place, long moment, E who) {
        moments[place] = moment;
        waiting[place] = who;
    }

    /** The number of commands that wait, including those that ended meanwhile. */
    public int size() {
        return size;
    }

    /** How many commands it has memory for. */
    public int capacity() {
        return moments.length;
    }

    /**
     * Those that wait, in no order, as they are at this moment: a copy, made in one quick step however many they are.
     * Those that ended meanwhile may be among them.
     */
    public Iterator<E> waiting() {
        List<E> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(at(i));
        }
        return all.iterator();
    }

    /** Removes commands that need not be woken any more. */
    public void removeIf(Predicate<E> ended) {
        int before = size;
        size = 0;
        for (int i = 0; i < before; i++) {
            E who = at(i);
            if (!ended.test(who)) {
                put(size++, moments[i], who);
            }
        }
        Arrays.fill(waiting, size, before, null);
        for (int i = size / 2 - 1; i >= 0; i--) {
            down(i, moments[i], at(i));
        }
        resize(Math.max(LEAST, size + (size >> 1)));
    }

    /** The next moment, {@link Long#MAX_VALUE} when there is none. */
    public long nextMillis() {
        return size == 0 ? Long.MAX_VALUE : moments[0];
    }
}
