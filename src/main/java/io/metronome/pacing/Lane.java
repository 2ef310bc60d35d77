package io.metronome.pacing;

import io.metronome.command.Method;
import io.metronome.command.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one instance: by priority, then by offset. One command is in flight at a time, and never closer to the
 * one before than the gap. A first command that waits for its retry or its method's limit delays the others of its
 * priority, but another priority may go meanwhile. Touched on the dispatcher's thread only.
 *
 * @param <E> the commands
 */
public class Lane<E extends Entry> extends Heap.Node {
    private final String instance;
    private final Pace pace = new Pace();
    private final MethodLimits limits = new MethodLimits();
    private final WaitingQueue<E>[] queues;
    private @Nullable E inFlight;
    private int waiting;
    private long closedUntil = Pace.NEVER;
    private long freeSince = Pace.NEVER;

    @SuppressWarnings("unchecked") // an array of queues of E, filled here and nowhere else
    public Lane(String instance) {
        this.instance = instance;
        this.queues = (WaitingQueue<E>[]) new WaitingQueue<?>[Priority.COUNT];
    }

    public final String instance() {
        return instance;
    }

    public final Pace pace() {
        return pace;
    }

    /** The number of commands that wait, without the one in flight. */
    public final int waiting() {
        return waiting;
    }

    /** Whether nothing waits and nothing is in flight. */
    public final boolean isIdle() {
        return waiting == 0 && inFlight == null;
    }

    /** The command in flight, or null. */
    public final @Nullable E inFlight() {
        return inFlight;
    }

    /** Adds a command at the end of its priority. */
    public final void add(E entry, long now) {
        entry.eligible(now);
        int priority = entry.priority().rank();
        WaitingQueue<E> queue = queues[priority];
        if (queue == null) {
            queue = new WaitingQueue<>();
            queues[priority] = queue;
        }
        queue.add(entry);
        waiting++;
    }

    /** The commands that wait, in the order of their turns. */
    public final List<E> waitingCommands() {
        List<E> all = new ArrayList<>(waiting);
        for (WaitingQueue<E> queue : queues) {
            if (queue != null) {
                queue.collect(all);
            }
        }
        return all;
    }

    /** Removes a command that waits here. Its entry may stay in the queue for a while, and is ignored. */
    public final void withdraw(E entry) {
        entry.withdraw();
        waiting--;
        queue(entry).withdrawn(entry);
    }

    /**
     * How many paced commands of these priorities wait that do not expire before that moment: so many at least, and not
     * counted beyond {@code most}.
     */
    public final int lasting(Priority highest, Priority lowest, long expiresAt, int most) {
        int count = 0;
        for (int rank = highest.rank(); rank <= lowest.rank() && count < most; rank++) {
            WaitingQueue<E> queue = queues[rank];
            count += queue == null ? 0 : queue.lasting(expiresAt, most - count);
        }
        return count;
    }

    /** Whether a command waits that is not paced. */
    public final boolean hasUnpacedWaiting() {
        for (WaitingQueue<E> queue : queues) {
            if (queue != null && queue.hasUnpaced()) {
                return true;
            }
        }
        return false;
    }

    /** Forgets everything that waits here. A command in flight stays until {@link #callEnded}. */
    protected final void clear() {
        Arrays.fill(queues, null);
        waiting = 0;
    }

    /** The number of commands of that priority that wait, without the one in flight. */
    public final int waiting(Priority priority) {
        WaitingQueue<E> queue = queues[priority.rank()];
        return queue == null ? 0 : queue.size();
    }

    /**
     * A copy of the queue of one priority, made in one quick step however long the queue is. Commands that ended while
     * they waited may still be in it.
     */
    public final List<E> queued(Priority priority) {
        WaitingQueue<E> queue = queues[priority.rank()];
        return queue == null ? List.of() : queue.copy();
    }

    /** Prevents every call before that moment, monotonic nanoseconds. */
    public final void closeUntil(long nanos) {
        closedUntil = Math.max(closedUntil, nanos);
    }

    /** The moment before which nothing is called. */
    public final long closedUntil() {
        return closedUntil;
    }

    /** The API limits that method until then. The instance's other methods continue. */
    public final void throttle(Method method, long until) {
        limits.stop(method, until);
    }

    /**
     * Notes how often the API serves that method to this instance, as an answer said.
     *
     * @param perSecond requests that become available each second; 0 when the answer did not say
     * @param remaining requests that may follow at once; empty when the answer did not say
     * @param now monotonic nanoseconds
     */
    public final void limited(Method method, double perSecond, OptionalLong remaining, long now) {
        limits.told(method, perSecond, remaining, now);
    }

    /** The moment before which the API does not serve that method to this instance; {@link Pace#NEVER} when it does. */
    public final long limitedUntil(Method method) {
        return limits.readyAt(method);
    }

    /** The command that may go first, as things are now; null when none waits or one is in flight. */
    public final @Nullable E upcoming() {
        E first = null;
        if (inFlight == null) {
            for (WaitingQueue<E> queue : queues) {
                E head = queue == null ? null : queue.head();
                if (head != null && (first == null || readyAt(head) < readyAt(first))) {
                    first = head;
                }
            }
        }
        return first;
    }

    /** The moment until which the last calls still matter, for the pace or for a method's limit. */
    final long restsUntil() {
        return Math.max(limits.latest(), Math.max(pace.restsUntil(), closedUntil));
    }

    /** The command whose turn it is, or null. It stays in the queue until {@link #callStarted}. */
    public final @Nullable E next(long now) {
        if (inFlight == null) {
            for (WaitingQueue<E> queue : queues) {
                E head = queue == null ? null : queue.head();
                if (head != null && readyAt(head) <= now) {
                    return head;
                }
            }
        }
        return null;
    }

    /** The earliest moment at which that command could go if it were first: a result's {@code dueAt}. */
    public final long dueAt(E entry) {
        return Math.max(entry.eligibleAt(), readyAt(entry));
    }

    /**
     * Since when that command, as the first one, lacks nothing but a turn: {@link #dueAt}, or the end of the last call here.
     * Lanes get their turns in this order. A lane whose oldest command is overtaken by its others would otherwise go before
     * all other lanes each time.
     */
    public final long turnAt(E entry) {
        return Math.max(dueAt(entry), freeSince);
    }

    /**
     * Takes the command that {@link #next} named out of the queue. The lane is busy until {@link #callEnded} or
     * {@link #back}.
     */
    public final void callStarted(E entry) {
        queue(entry).remove();
        waiting--;
        inFlight = entry;
    }

    /** The request of the command in flight was written at that moment: the gap and the method's limit begin there. */
    public final void written(E entry, long at) {
        Method method = entry.method();
        if (method.paced()) {
            pace.departed(at, entry.typingMillis(), drawn(entry));
        }
        limits.called(method, at);
    }

    /** The share that is drawn for the gap behind a call of that command, 0 up to 1. */
    public final double drawn(Entry entry) {
        return Jitter.drawn(instance, entry.offset());
    }

    /** The command in flight has ended, at that moment. */
    public final void callEnded(long now) {
        inFlight = null;
        freeSince = now;
    }

    /** The command in flight will be tried again: it is the first of its priority as before. */
    public final void back(E entry) {
        inFlight = null;
        queue(entry).putFirst(entry);
        waiting++;
    }

    /** The earliest moment at which that command may go, as far as the instance goes; it may have passed. */
    public final long readyAt(E entry) {
        long limit = limits.readyAt(entry.method());
        long gap = entry.method().paced() ? pace.earliest() : Pace.NEVER;
        long ready = Math.max(Math.max(entry.retryAt(), limit), Math.max(gap, closedUntil));
        return Math.max(ready, opensAt(entry, ready));
    }

    /**
     * The moment before which that command must not go, whatever pace and limits allow; {@link Pace#NEVER} for none.
     *
     * @param ready when it could go otherwise
     */
    protected long opensAt(E entry, long ready) {
        return Pace.NEVER;
    }

    private WaitingQueue<E> queue(E entry) {
        WaitingQueue<E> queue = queues[entry.priority().rank()];
        if (queue == null) {
            throw new IllegalStateException("offset " + entry.offset() + " has no place in the lane of " + instance);
        }
        return queue;
    }
}
