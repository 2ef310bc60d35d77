package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.pacing.Agenda;
import io.metronome.pacing.Pace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What commands wait for on the calendar: their {@code notBefore}, outside their lane so that they hold up nobody, and
 * their {@code expiresAt}. The moments of a partition's commands go with the partition. Touched on the dispatcher's thread
 * only.
 */
final class CommandTimers {
    /* The calendar may be stepped: it is looked at again after a second at the latest. */
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final int FEW = 1_000;
    private static final int HELPING = 1_000;

    private final Time time;
    private final Consumer<PendingCommand> queue;
    private final Consumer<PendingCommand> expire;
    private final Map<OwnedPartition, Moments> partitions = new LinkedHashMap<>();

    /** The moments that commands of one partition wait for. */
    private static final class Moments {
        private final Agenda<PendingCommand> beginnings = new Agenda<>();
        private final Agenda<PendingCommand> expiries = new Agenda<>();
        private int endedEarly;

        /* When half of those on the agenda have ended, they are let go, long before their moment perhaps. */
        private void ended() {
            if (++endedEarly > FEW && endedEarly > expiries.size() / 2) {
                expiries.removeIf(PendingCommand::hasEnded);
                beginnings.removeIf(PendingCommand::hasEnded);
                endedEarly = 0;
            }
        }

        private long nextMillis() {
            return Math.min(beginnings.nextMillis(), expiries.nextMillis());
        }
    }

    /**
     * @param queue what to do with a command whose moment has come
     * @param expire what to do with one whose time is over
     */
    CommandTimers(Time time, Consumer<PendingCommand> queue, Consumer<PendingCommand> expire) {
        this.time = time;
        this.queue = queue;
        this.expire = expire;
    }

    /** Gives the command its place now, or at its {@code notBefore}; and sees to its {@code expiresAt}. */
    void add(PendingCommand pending, long notBefore) {
        if (pending.expiresAt() != Long.MAX_VALUE) {
            of(pending).expiries.add(pending, pending.expiresAt());
        }
        if (notBefore > time.millis()) {
            pending.parked(true);
            of(pending).beginnings.add(pending, notBefore);
        } else {
            queue.accept(pending);
        }
    }

    /** A command ended. */
    void ended(PendingCommand pending) {
        Moments moments = partitions.get(pending.partition());
        if (moments != null && pending.expiresAt() != Long.MAX_VALUE) {
            moments.ended();
        }
    }

    /** Nobody waits for moments of that partition any more. */
    void forget(OwnedPartition partition) {
        partitions.remove(partition);
    }

    /** The number of moments that are waited for, those of commands that have ended included. */
    int size() {
        return partitions.values().stream()
                .mapToInt(moments -> moments.beginnings.size() + moments.expiries.size())
                .sum();
    }

    /**
     * Wakes commands whose moment has come, those of each partition in the order of their moments: a few at a time, since a
     * campaign may have one moment for a million. {@link #alarm} says whether more are due.
     */
    void wake() {
        long now = time.millis();
        for (Moments moments : partitions.values()) {
            begin(moments.beginnings, now);
            end(moments.expiries, now);
        }
    }

    private void begin(Agenda<PendingCommand> beginnings, long now) {
        for (int i = 0; i < HELPING; i++) {
            PendingCommand due = beginnings.poll(now);
            if (due == null) {
                return;
            }
            if (!due.hasEnded()) {
                due.parked(false);
                queue.accept(due);
            }
        }
    }

    private void end(Agenda<PendingCommand> expiries, long now) {
        for (int i = 0; i < HELPING; i++) {
            PendingCommand over = expiries.poll(now);
            if (over == null) {
                return;
            }
            expire.accept(over);
        }
    }

    /** When to wake again, monotonic nanoseconds. */
    long alarm() {
        long next = Long.MAX_VALUE;
        for (Moments moments : partitions.values()) {
            next = Math.min(next, moments.nextMillis());
        }
        if (next == Long.MAX_VALUE) {
            return Pace.FAR;
        }
        long millis = Math.clamp(next - time.millis(), 0, LOOK_AGAIN_MILLIS);
        return time.nanos() + MILLISECONDS.toNanos(millis);
    }

    private Moments of(PendingCommand pending) {
        return partitions.computeIfAbsent(pending.partition(), partition -> new Moments());
    }
}
