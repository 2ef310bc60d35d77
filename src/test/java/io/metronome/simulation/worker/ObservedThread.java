package io.metronome.simulation.worker;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** The thread of a worker's dispatcher, where a scenario may look at the worker after each task. */
final class ObservedThread implements Scheduler.Worker {
    private final Scheduler.Worker thread;
    private Runnable look = () -> {};
    private boolean looking;

    ObservedThread(Scheduler.Worker thread) {
        this.thread = thread;
    }

    /** Questions to the dispatcher during that look are answered at once, between two tasks. */
    void afterEachTask(Runnable then) {
        look = then;
    }

    @Override
    public Disposable schedule(Runnable task) {
        if (looking) {
            task.run();
            return Disposables.disposed();
        }
        return thread.schedule(() -> observed(task));
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return thread.schedule(() -> observed(task), delay, unit);
    }

    private void observed(Runnable task) {
        task.run();
        looking = true;
        try {
            look.run();
        } finally {
            looking = false;
        }
    }

    @Override
    public void dispose() {
        thread.dispose();
    }

    @Override
    public boolean isDisposed() {
        return thread.isDisposed();
    }
}
