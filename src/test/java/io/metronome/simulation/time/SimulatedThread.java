package io.metronome.simulation.time;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A thread of a host that may wait for others: its tasks run one after the other, each as a whole. */
public final class SimulatedThread implements Scheduler.Worker {

    /** The host ended while the thread waited. Not an exception that a worker's code would handle. */
    public static final class Ended extends Error {
        private static final long serialVersionUID = 1;

        Ended() {
            super("the host has ended", null, false, false);
        }
    }

    /** A thread of a worker is out of memory, for one. */
    public static final class Injected extends Error {
        private static final long serialVersionUID = 1;

        Injected(String thread) {
            super("an Error was injected into " + thread, null, false, false);
        }
    }

    /** A wait of a thread; the first result counts. */
    public static final class Waiting<T> {
        private final SimulatedThread thread;
        private boolean done;
        private @Nullable Supplier<T> result;

        private Waiting(SimulatedThread thread) {
            this.thread = thread;
        }

        /** The thread goes on with what this gives, or throws. */
        public void end(Supplier<T> with) {
            if (!done) {
                done = true;
                result = with;
                thread.host.in(0, thread::resume);
            }
        }
    }

    private final SimulatedHost host;
    private final Thread thread;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean started;
    private boolean busy;
    private boolean ended;
    private long turnedAt;
    private @Nullable Runnable breaks;

    SimulatedThread(SimulatedHost host, String name) {
        this.host = host;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::live);
    }

    public SimulatedHost host() {
        return host;
    }

    @Override
    public Disposable schedule(Runnable task) {
        return schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return host.in(unit.toNanos(delay), () -> {
            tasks.addLast(task);
            if (!busy) {
                resume();
            }
        });
    }

    /** Nanoseconds since it last went on with what it does; 0 while it has nothing to do. */
    public long silence() {
        return busy && !ended ? host.nanos() - turnedAt : 0;
    }

    @Override
    public void dispose() {
        tasks.clear();
    }

    /**
     * The next wait of this thread ends in an Error, or one that is under way.
     *
     * @param told run when that happens
     */
    public void breakDown(Runnable told) {
        breaks = told;
    }

    /** On this thread: waits until another thread ends the waiting. */
    public <T> T await(Consumer<Waiting<T>> start) {
        Waiting<T> waiting = new Waiting<>(this);
        if (!host.isAlive()) {
            throw new Ended();
        }
        start.accept(waiting);
        handBack();
        turnedAt = host.nanos();
        Supplier<T> result = waiting.result;
        if (result == null) {
            throw new Ended();
        }
        Runnable told = breaks;
        if (told != null) {
            breaks = null;
            told.run();
            throw host.injected(thread.getName());
        }
        return result.get();
    }

    /** On this thread: time goes by. */
    public void sleep(long nanos) {
        this.<Boolean>await(waiting -> host.in(nanos, () -> waiting.end(() -> true)));
    }

    /** On the event loop: the host has ended, so this thread ends. */
    void unwind() {
        if (started && !ended) {
            host.time().handTo(thread);
        }
        ended = true;
    }

    private void resume() {
        if (ended) {
            return;
        }
        if (!started) {
            started = true;
            thread.start();
        }
        host.time().handTo(thread);
    }

    private void live() {
        while (!host.time().isHeldBy(Thread.currentThread())) {
            LockSupport.park(this);
        }
        try {
            while (host.isAlive()) {
                Runnable task = tasks.pollFirst();
                if (task == null) {
                    busy = false;
                    handBack();
                } else {
                    busy = true;
                    turnedAt = host.nanos();
                    task.run();
                }
            }
        } catch (Ended over) {
            ended = true;
        } catch (RuntimeException | Error failure) {
            // A task that fails in an unforeseen way ends the process.
            host.failed(failure);
            host.kill();
        } finally {
            ended = true;
            host.time().leave();
        }
    }

    private void handBack() {
        host.time().handBack();
        if (!host.isAlive()) {
            throw new Ended();
        }
    }
}
