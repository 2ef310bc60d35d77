package io.metronome.app;

import io.metronome.observe.Health;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One thread that runs tasks, one after the other, and says since when it has been busy. Safe from any thread.
 *
 * <p>A task that fails ends the process. Neither the executor nor Reactor sees to that: the executor keeps the failure in
 * a future that nobody asks, and Reactor hands over exceptions, but throws errors of the JVM on into that future.
 */
final class WatchedThread implements AutoCloseable {
    private final String name;
    private final Consumer<WatchedThread> closed;
    private final Tasks tasks;
    private final Scheduler scheduler;
    private volatile boolean busy;
    private volatile long turnedAt;

    /**
     * @param fatal told of a task that failed
     * @param closed told that this thread is needed no more
     */
    WatchedThread(String name, ThreadFactory factory, Consumer<Throwable> fatal, Consumer<WatchedThread> closed) {
        this.name = name;
        this.closed = closed;
        this.tasks = new Tasks(factory, fatal);
        this.scheduler = Schedulers.fromExecutorService(tasks, name);
    }

    String name() {
        return name;
    }

    /** The thread as Reactor wants it. */
    Scheduler scheduler() {
        return scheduler;
    }

    /** The thread for very many short tasks: they wake it once for all that wait. */
    Scheduler.Worker queue() {
        return new QueuedTasks(tasks, scheduler.createWorker(), this::stepped);
    }

    /** The thread as other libraries want it. */
    ScheduledExecutorService executor() {
        return tasks;
    }

    /** The sign of life of the thread, by {@link #lastTurnNanos}. */
    Health.Beat beat() {
        return new Health.Beat(name, this::lastTurnNanos);
    }

    /** When the task that runs now began, or its last step; now while no task runs. Monotonic nanoseconds. */
    long lastTurnNanos() {
        return busy ? turnedAt : System.nanoTime();
    }

    /** A long task that runs on this thread has made a step. */
    void stepped() {
        turnedAt = System.nanoTime();
    }

    /** Runs no more tasks, and interrupts the one that runs. Does not wait. */
    @Override
    public void close() {
        closed.accept(this);
        scheduler.dispose();
    }

    private final class Tasks extends ScheduledThreadPoolExecutor {
        private final Consumer<Throwable> fatal;

        Tasks(ThreadFactory factory, Consumer<Throwable> fatal) {
            super(1, factory);
            this.fatal = fatal;
            setRemoveOnCancelPolicy(true);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            stepped();
            busy = true;
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
            busy = false;
            if (task instanceof Future<?> result && result.isDone() && result.state() == Future.State.FAILED) {
                fatal.accept(result.exceptionNow());
            }
        }
    }
}
