package io.metronome.simulation.time;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The one line of time of a storm: everything that happens is an event on it, and one happens after the other. Whoever
 * holds the baton runs; the line hands it to a strand, and gets it back when that strand waits.
 */
final class SimulatedTime {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Thread thread = Thread.currentThread();
    private final Random random;
    private long now;
    private long count;
    private volatile Thread baton = thread;

    private SimulatedTime(long seed) {
        random = new Random(seed);
    }

    /** A story on a line of its own, which runs on a thread of its own; what comes of it. */
    static <T> T on(long seed, Function<SimulatedTime, T> story) {
        CompletableFuture<T> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(story.apply(new SimulatedTime(seed)));
            } catch (RuntimeException | Error failure) {
                end.completeExceptionally(new AssertionError("seed " + seed + " could not be told", failure));
            }
        });
        return end.join();
    }

    /** True time, in nanoseconds since the storm began; no host's clock need agree. */
    long now() {
        return now;
    }

    Random random() {
        return random;
    }

    /** Up to one in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** Nanoseconds between two numbers of microseconds. */
    long between(long least, long most) {
        return MICROSECONDS.toNanos(least + (long) (random.nextDouble() * (most - least)));
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(now, nanos), count++, action));
    }

    void in(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    /** Lets everything happen up to that moment. */
    void run(long until) {
        for (Event next = events.peek(); next != null && next.at <= until; next = events.peek()) {
            events.poll();
            now = next.at;
            next.action.run();
        }
        now = Math.max(now, until);
    }

    /** On the line: lets a strand run until it waits. */
    void handTo(Thread strand) {
        pass(strand);
    }

    /** On a strand: the line goes on; returns when the baton comes back. */
    void handBack() {
        pass(thread);
    }

    /** On a strand that ends. */
    void leave() {
        baton = thread;
        LockSupport.unpark(thread);
    }

    boolean isHeldBy(Thread strand) {
        return baton.equals(strand);
    }

    private void pass(Thread to) {
        baton = to;
        LockSupport.unpark(to);
        while (!baton.equals(Thread.currentThread())) {
            LockSupport.park(this);
        }
    }

    /* Of those of one moment the one that was planned first comes first. */
    private record Event(long at, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }
}
