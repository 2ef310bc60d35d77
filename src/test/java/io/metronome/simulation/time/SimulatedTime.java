package io.metronome.simulation.time;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The virtual time of one run: everything that happens is an event, and events happen one after the other. One thread
 * runs at a time: the one that has the turn. The event loop gives the turn to a thread, and gets it back when that thread
 * waits. Events of one moment happen in the order in which they were planned.
 */
public final class SimulatedTime {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final long seed;
    private final Random random;
    private final Random side;
    private long now;
    private long count;
    private final Story story = new Story();
    private volatile Thread loop = Thread.currentThread();
    private volatile Thread turn = loop;

    private SimulatedTime(long seed) {
        this.seed = seed;
        random = new Random(seed);
        side = new Random(~seed);
    }

    /** Runs something in a virtual time of its own, on a virtual thread of its own, and returns its result. */
    public static <T> T on(long seed, Function<SimulatedTime, T> story) {
        return onVirtualThread(seed, () -> story.apply(new SimulatedTime(seed)));
    }

    /** A virtual time that its maker moves on with {@link #step}, and that stands still in between. */
    public static SimulatedTime stepped(long seed) {
        return new SimulatedTime(seed);
    }

    /** True time, in nanoseconds since the run began; the clocks of hosts may differ from it. */
    public long now() {
        return now;
    }

    /** Everything that happened so far. */
    public Story story() {
        return story;
    }

    /** Tells the story that something happens now. */
    public void tell(Story.Kind kind, String what) {
        story.tell(now, kind, what);
    }

    public Random random() {
        return random;
    }

    /**
     * Other random numbers than {@link #random}: what is drawn from them changes nothing of a seed's story that does not
     * depend on it.
     */
    public Random sideRandom() {
        return side;
    }

    /** Up to one in so many times. */
    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** Nanoseconds between two numbers of microseconds. */
    public long between(long least, long most) {
        return MICROSECONDS.toNanos(least + (long) (random.nextDouble() * (most - least)));
    }

    public void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(now, nanos), count++, action));
    }

    public void in(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    /** Lets everything happen up to that moment. */
    public void run(long until) {
        for (Event next = events.peek(); next != null && next.at <= until; next = events.peek()) {
            events.poll();
            now = next.at;
            next.action.run();
        }
        now = Math.max(now, until);
    }

    /** Lets everything happen up to that moment: {@link #run} for a caller that is no virtual thread. */
    public void step(long until) {
        var unused = stepped(() -> {
            run(until);
            return true;
        });
    }

    /** Lets everything happen until that is so, which is asked every millisecond, or up to that moment; whether it is so. */
    public boolean stepUntil(long until, BooleanSupplier isSo) {
        return stepped(() -> {
            while (now < until && !isSo.getAsBoolean()) {
                run(Math.min(until, now + MILLISECONDS.toNanos(1)));
            }
            return isSo.getAsBoolean();
        });
    }

    /** On the event loop: lets a thread run until it waits. */
    void handTo(Thread thread) {
        pass(thread);
    }

    /** On a simulated thread: lets the events go on; returns when this thread has the turn again. */
    void handBack() {
        pass(loop);
    }

    /** On a simulated thread that ends. */
    void leave() {
        Thread next = loop;
        turn = next;
        LockSupport.unpark(next);
    }

    boolean isHeldBy(Thread thread) {
        return turn.equals(thread);
    }

    private void pass(Thread to) {
        turn = to;
        LockSupport.unpark(to);
        while (!turn.equals(Thread.currentThread())) {
            LockSupport.park(this);
        }
    }

    private boolean stepped(BooleanSupplier steps) {
        return onVirtualThread(seed, () -> {
            loop = Thread.currentThread();
            turn = loop;
            return steps.getAsBoolean();
        });
    }

    private static <T> T onVirtualThread(long seed, Supplier<T> story) {
        CompletableFuture<T> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(story.get());
            } catch (RuntimeException | Error failure) {
                end.completeExceptionally(new AssertionError("seed " + seed + " did not end", failure));
            }
        });
        return end.join();
    }

    /* Of those of one moment the one that was planned first comes first. */
    private record Event(long at, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }
}
