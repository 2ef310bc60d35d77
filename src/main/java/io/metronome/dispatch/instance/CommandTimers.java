package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Agenda;
import io.metronome.pacing.Pace;
import java.util.function.Consumer;

/**
 * What commands wait for on the calendar: their {@code notBefore}, outside their lane so that they delay no other command, and
 * their {@code expiresAt}.
 */
public final class CommandTimers {
    /* The calendar may be stepped: it is looked at again after a second at the latest. */
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final int FEW = 1_000;

    private final DispatcherLoop loop;
    private final Time time;
    private final Consumer<PendingCommand> queue;
    private final Consumer<PendingCommand> expire;
    private final Agenda<PendingCommand> beginnings = new Agenda<>();
    private final Agenda<PendingCommand> expiries = new Agenda<>();
    private int endedEarly;

    /**
     * @param queue told of a command whose {@code notBefore} has come
     * @param expire told of a command whose {@code expiresAt} has come
     */
    public CommandTimers(
            DispatcherLoop loop, Time time, Consumer<PendingCommand> queue, Consumer<PendingCommand> expire) {
        this.loop = loop;
        this.time = time;
        this.queue = queue;
        this.expire = expire;
    }

    /** Queues the command now, or at its {@code notBefore}. Ends it at its {@code expiresAt}. */
    public void add(PendingCommand pending, long notBefore) {
        loop.assertOwned();
        if (pending.expiresAt() != Long.MAX_VALUE) {
            expiries.add(pending, pending.expiresAt());
        }
        if (notBefore > time.millis()) {
            pending.postpone();
            beginnings.add(pending, notBefore);
        } else {
            queue.accept(pending);
        }
    }

    /** A command ended. When half of the commands on the agenda have, all ended commands leave it. */
    public void ended(PendingCommand pending) {
        loop.assertOwned();
        if (pending.expiresAt() != Long.MAX_VALUE && ++endedEarly > FEW && endedEarly > expiries.size() / 2) {
            expiries.removeIf(PendingCommand::hasEnded);
            beginnings.removeIf(PendingCommand::hasEnded);
            endedEarly = 0;
        }
    }

    /** Queues or ends every command whose moment has come. */
    public void wake() {
        loop.assertOwned();
        long now = time.millis();
        for (PendingCommand due = beginnings.poll(now); due != null; due = beginnings.poll(now)) {
            if (!due.hasEnded()) {
                due.endPostponement();
                queue.accept(due);
            }
        }
        for (PendingCommand over = expiries.poll(now); over != null; over = expiries.poll(now)) {
            expire.accept(over);
        }
    }

    /** When to wake again, monotonic nanoseconds. */
    public long alarm() {
        long next = Math.min(beginnings.nextMillis(), expiries.nextMillis());
        if (next == Long.MAX_VALUE) {
            return Pace.FAR;
        }
        long millis = Math.clamp(next - time.millis(), 0, LOOK_AGAIN_MILLIS);
        return time.nanos() + MILLISECONDS.toNanos(millis);
    }
}
