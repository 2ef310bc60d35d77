package io.metronome.dispatch.loop;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.pacing.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The dispatcher's thread: everything that touches its state goes through here, one task after the other. A failure of a
 * task ends the process. A scheduler would only log it while commands wait.
 */
public final class DispatcherLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DispatcherLoop.class);

    private static final long BEAT_NANOS = SECONDS.toNanos(5);

    private final Scheduler.Worker thread;
    private final Time time;
    private final Consumer<Throwable> fatal;
    private final LongConsumer beat;
    private @Nullable Disposable alarm;
    private long alarmAt = Pace.FAR;
    private boolean broken;

    /* The thread that runs a task now. Read without a lock: a thread that compares it with itself sees its own writes. */
    private @Nullable Thread owner;

    /**
     * @param beat told after each task that ended well, monotonic nanoseconds
     * @param fatal told of an unforeseen failure
     */
    public DispatcherLoop(Scheduler.Worker thread, Time time, LongConsumer beat, Consumer<Throwable> fatal) {
        this.thread = thread;
        this.time = time;
        this.beat = beat;
        this.fatal = fatal;
    }

    /**
     * Beats from now on, whether there is something to do or not: Kafka may be away for hours.
     *
     * @param atEachBeat run every five seconds: what is published must become true again although nothing happens
     */
    public void start(Runnable atEachBeat) {
        runIn(BEAT_NANOS, () -> {
            atEachBeat.run();
            start(atEachBeat);
        });
    }

    /** Runs it soon, from any thread. */
    public void run(Runnable task) {
        try {
            thread.schedule(() -> guarded(task));
        } catch (RejectedExecutionException ended) {
            LOG.debug("A task came for a worker that has ended", ended);
        }
    }

    /** A part that works for the dispatcher has failed in a way that nobody foresaw: nothing more is done. Any thread. */
    public void failed(Throwable failure) {
        run(() -> {
            broken = true;
            fatal.accept(failure);
        });
    }

    /** Runs it after that many nanoseconds. */
    public Disposable runIn(long nanos, Runnable task) {
        return thread.schedule(() -> guarded(task), nanos, NANOSECONDS);
    }

    /**
     * Does it with all of these, a few in each task, so that others get their turns in between: no state of any size may
     * stop them. The first few are done at once. They leave the queue, and so the memory.
     *
     * @param goesOn asked before each task; no more is done, nor the end, once it says no
     * @param each gets the next few, in their order
     * @param end runs in the last task
     */
    public <T> void inChunks(Queue<T> all, int size, BooleanSupplier goesOn, Consumer<List<T>> each, Runnable end) {
        assertOwned();
        if (!goesOn.getAsBoolean()) {
            return;
        }
        List<T> few = new ArrayList<>(Math.min(all.size(), size));
        while (few.size() < size && !all.isEmpty()) {
            few.add(all.remove());
        }
        each.accept(few);
        if (all.isEmpty()) {
            end.run();
        } else {
            run(() -> inChunks(all, size, goesOn, each, end));
        }
    }

    /** Sets the one alarm. It rings at that moment or earlier: a round that is too early does no harm. */
    public void alarm(long at, Runnable round) {
        if (at >= alarmAt) {
            return;
        }
        if (alarm != null) {
            alarm.dispose();
        }
        alarmAt = at;
        alarm = thread.schedule(
                () -> {
                    alarmAt = Pace.FAR;
                    guarded(round);
                },
                Math.max(0, at - time.nanos()),
                NANOSECONDS);
    }

    /**
     * Throws when the caller is not a task of this loop: state of the dispatcher must not be touched then. In a
     * simulation many loops share one thread, so outside of a task no thread is the owner.
     *
     * @throws IllegalStateException when this thread runs no task of this loop now
     */
    public void assertOwned() {
        if (owner != Thread.currentThread()) {
            throw new IllegalStateException("the dispatcher's state is touched on "
                    + Thread.currentThread().getName());
        }
    }

    /* What is decided on an unknown state must not be written. The next owner restores what is true. */
    private void guarded(Runnable task) {
        if (broken) {
            return;
        }
        owner = Thread.currentThread();
        try {
            task.run();
            beat.accept(time.nanos());
        } catch (RuntimeException | Error e) {
            broken = true;
            fatal.accept(e);
        } finally {
            owner = null;
        }
    }
}
