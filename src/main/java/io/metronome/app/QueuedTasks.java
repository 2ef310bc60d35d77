package io.metronome.app;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Runs tasks in the order in which they came, on one thread. The thread is woken for the first of them only: under load
 * one step of the thread runs many tasks. After {@link #MOST_IN_A_STEP} of them, delayed tasks that are due get their
 * turn.
 */
final class QueuedTasks implements Scheduler.Worker {
    private static final int MOST_IN_A_STEP = 64;

    private final Executor thread;
    private final Scheduler.Worker delayed;
    private final Runnable beforeEach;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    /* Counts a task after it is in the queue, and until it has ended. */
    private final AtomicInteger count = new AtomicInteger();

    private static final class Task implements Runnable, Disposable {
        private final Runnable work;
        private volatile boolean cancelled;

        Task(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            if (!cancelled) {
                work.run();
            }
        }

        @Override
        public void dispose() {
            cancelled = true;
        }
    }

    /**
     * A queue that is empty.
     *
     * @param delayed runs tasks with a delay, on that thread, too
     * @param beforeEach run before each task without a delay
     */
    QueuedTasks(Executor thread, Scheduler.Worker delayed, Runnable beforeEach) {
        this.thread = thread;
        this.delayed = delayed;
        this.beforeEach = beforeEach;
    }

    /** {@inheritDoc} A task that throws ends the process, so nothing is done after it. */
    @Override
    public Disposable schedule(Runnable work) {
        Task task = new Task(work);
        tasks.add(task);
        if (count.getAndIncrement() == 0) {
            thread.execute(this::step);
        }
        return task;
    }

    private void step() {
        int now = Math.min(count.get(), MOST_IN_A_STEP);
        for (int i = 0; i < now; i++) {
            beforeEach.run();
            tasks.remove().run();
        }
        if (count.addAndGet(-now) > 0) {
            thread.execute(this::step);
        }
    }

    @Override
    public Disposable schedule(Runnable work, long delay, TimeUnit unit) {
        return delayed.schedule(work, delay, unit);
    }

    @Override
    public Disposable schedulePeriodically(Runnable work, long initialDelay, long period, TimeUnit unit) {
        return delayed.schedulePeriodically(work, initialDelay, period, unit);
    }

    @Override
    public void dispose() {
        delayed.dispose();
        tasks.forEach(Task::dispose);
    }

    @Override
    public boolean isDisposed() {
        return delayed.isDisposed();
    }
}
