package io.metronome.pacing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Moments on the calendar that commands wait for: {@code notBefore} and {@code expiresAt}. A command that ended
 * meanwhile stays until its moment, and the caller then ignores it. Touched on the dispatcher's thread only.
 *
 * @param <E> the commands that wait
 */
public final class Agenda<E> {
    private final PriorityQueue<Appointment<E>> appointments = new PriorityQueue<>();
    private long added;

    /** Adds a command to be woken at {@code atMillis}, milliseconds since the epoch. */
    public void add(E who, long atMillis) {
        appointments.add(new Appointment<>(atMillis, added++, who));
    }

    /**
     * Removes and returns a command whose moment has come, earliest first, then in the order of adding. Null when there
     * is none.
     */
    public @Nullable E poll(long nowMillis) {
        Appointment<E> first = appointments.peek();
        if (first == null || first.atMillis() > nowMillis) {
            return null;
        }
        appointments.remove();
        return first.who();
    }

    /** The number of commands that wait, including those that ended meanwhile. */
    public int size() {
        return appointments.size();
    }

    /**
     * Those that wait, in no order, as they are at this moment: a copy, made in one quick step however many they are.
     * Those that ended meanwhile may be among them.
     */
    public Iterator<E> waiting() {
        return new ArrayList<>(appointments).stream().map(Appointment::who).iterator();
    }

    /** Removes commands that need not be woken any more. */
    public void removeIf(Predicate<E> ended) {
        appointments.removeIf(appointment -> ended.test(appointment.who()));
    }

    /** The next moment, {@link Long#MAX_VALUE} when there is none. */
    public long nextMillis() {
        Appointment<E> first = appointments.peek();
        return first == null ? Long.MAX_VALUE : first.atMillis();
    }

    private record Appointment<E>(long atMillis, long order, E who) implements Comparable<Appointment<E>> {
        @Override
        public int compareTo(Appointment<E> other) {
            int byMoment = Long.compare(atMillis, other.atMillis);
            return byMoment != 0 ? byMoment : Long.compare(order, other.order);
        }
    }
}
