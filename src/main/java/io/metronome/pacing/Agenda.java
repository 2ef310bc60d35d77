package io.metronome.pacing;

import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Moments on the calendar that commands wait for: {@code notBefore} and {@code expiresAt}. Those who ended meanwhile
 * stay until their moment and are then passed over by the caller. Touched on the dispatcher's thread only.
 *
 * @param <E> who waits
 */
public final class Agenda<E> {
    private final PriorityQueue<Appointment<E>> appointments = new PriorityQueue<>();
    private long added;

    /** Who is to be woken at {@code atMillis}, milliseconds since the epoch. */
    public void add(E who, long atMillis) {
        appointments.add(new Appointment<>(atMillis, added++, who));
    }

    /** Takes one whose moment has come, earliest first, then in the order of adding; null when there is none. */
    public @Nullable E poll(long nowMillis) {
        Appointment<E> first = appointments.peek();
        if (first == null || first.atMillis() > nowMillis) {
            return null;
        }
        appointments.remove();
        return first.who();
    }

    /** How many wait, those who ended meanwhile included. */
    public int size() {
        return appointments.size();
    }

    /** Lets go of those who need not be woken any more. */
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
