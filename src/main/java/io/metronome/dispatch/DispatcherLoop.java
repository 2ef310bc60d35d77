package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.pacing.Pace;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The dispatcher's thread: everything that touches its state goes through here, one after the other. A failure of ours
 * ends the process; it must not be swallowed by a scheduler while commands wait.
 */
final class DispatcherLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DispatcherLoop.class);

    private static final long BEAT_NANOS = SECONDS.toNanos(5);

    private final Scheduler.Worker thread;
    private final Time time;
    private final Consumer<Throwable> fatal;
    private final LongConsumer beat;
    private @Nullable Disposable alarm;
    private long alarmAt = Pace.FAR;
    private boolean broken;

    /**
     * @param beat told after each task that ended well, monotonic nanoseconds
     * @param fatal told of a failure that nobody foresaw
     */
    DispatcherLoop(Scheduler.Worker thread, Time time, LongConsumer beat, Consumer<Throwable> fatal) {
        this.thread = thread;
        this.time = time;
        this.beat = beat;
        this.fatal = fatal;
    }

    /** Beats from now on, whether there is something to do or not: Kafka may be away for hours. */
    void start() {
        runIn(BEAT_NANOS, this::start);
    }

    /** Runs it soon, from any thread. */
    void run(Runnable task) {
        try {
            thread.schedule(() -> guarded(task));
        } catch (RejectedExecutionException ended) {
            LOG.debug("Somebody came to tell a worker that has ended", ended);
        }
    }

    /** Runs it after that many nanoseconds. */
    Disposable runIn(long nanos, Runnable task) {
        return thread.schedule(() -> guarded(task), nanos, NANOSECONDS);
    }

    /** One alarm for everybody: rings at that moment or earlier, since a round that is too early does no harm. */
    void alarm(long at, Runnable round) {
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

    /* What would be decided on a state that is not understood must not be written: whoever takes over restores. */
    private void guarded(Runnable task) {
        if (broken) {
            return;
        }
        try {
            task.run();
            beat.accept(time.nanos());
        } catch (RuntimeException | Error e) {
            broken = true;
            fatal.accept(e);
        }
    }
}
