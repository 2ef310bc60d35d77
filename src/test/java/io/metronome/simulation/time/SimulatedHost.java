package io.metronome.simulation.time;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A process and the machine that it runs on: its two clocks, and whether it runs at all. What happens on it while it is
 * frozen happens when it goes on. As a scheduler it is the host's monotonic clock and any of its event loops.
 */
public final class SimulatedHost implements Scheduler {
    private final SimulatedTime time;
    private final String name;
    private final List<SimulatedThread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Deque<Task> deferred = new ArrayDeque<>();
    private long monotonicOffset;
    private long calendarMillis;
    private boolean frozen;
    private boolean dead;
    private long lastThaw = Long.MIN_VALUE;
    private long injectedAt = Long.MAX_VALUE;

    /**
     * @param uptime nanoseconds that its monotonic clock is ahead of virtual time
     * @param calendarMillis what its calendar shows when virtual time begins
     */
    public SimulatedHost(SimulatedTime time, String name, long uptime, long calendarMillis) {
        this.time = time;
        this.name = name;
        this.monotonicOffset = uptime;
        this.calendarMillis = calendarMillis;
    }

    public String name() {
        return name;
    }

    public SimulatedTime time() {
        return time;
    }

    public boolean isAlive() {
        return !dead;
    }

    public boolean isFrozen() {
        return frozen;
    }

    /** An Error for one of its threads, which throws it now: its process must end. */
    public Error injected(String thread) {
        injectedAt = time.now();
        return new SimulatedThread.Injected(thread);
    }

    /** Whether an Error was injected into one of its threads at least that many nanoseconds ago. */
    public boolean isBroken(long since) {
        return injectedAt < Long.MAX_VALUE && time.now() - injectedAt >= since;
    }

    /** True nanoseconds at which it last went on after having stood still. */
    public long lastThaw() {
        return lastThaw;
    }

    /** Monotonic nanoseconds. */
    public long nanos() {
        return time.now() + monotonicOffset;
    }

    /** Milliseconds since the epoch by its calendar. */
    long millis() {
        return calendarMillis + NANOSECONDS.toMillis(time.now());
    }

    public Instant instant() {
        return Instant.ofEpochMilli(calendarMillis).plusNanos(time.now());
    }

    public void stepCalendar(long millis) {
        calendarMillis += millis;
    }

    /** A thread of it: a thread that may wait. */
    public SimulatedThread thread(String purpose) {
        SimulatedThread thread = new SimulatedThread(this, name + "-" + purpose);
        threads.add(thread);
        return thread;
    }

    /** SIGSTOP. */
    public void freeze() {
        frozen = true;
    }

    /** SIGCONT. */
    public void thaw() {
        thaw(0);
    }

    /** Goes on; its monotonic clock has not noticed the last so many nanoseconds, as after a suspended machine. */
    public void thaw(long unnoticed) {
        if (!frozen) {
            return;
        }
        frozen = false;
        lastThaw = time.now();
        monotonicOffset -= unnoticed;
        while (!deferred.isEmpty()) {
            Task task = deferred.removeFirst();
            time.in(0, task::ring);
        }
    }

    /** SIGKILL, or the end of the process. */
    public void kill() {
        if (!dead) {
            dead = true;
            time.tell(Story.Kind.PROCESS, name + " has ended");
            time.in(0, () -> threads.forEach(SimulatedThread::unwind));
        }
    }

    /** A thread of it ended by an exception. */
    public void failed(Throwable failure) {
        failures.add(failure);
    }

    public List<Throwable> failures() {
        return failures;
    }

    /** Happens on this host after so many nanoseconds of its monotonic clock. */
    public Disposable in(long nanos, Runnable action) {
        // What comes while the host is suspended is there when it goes on, though its clock has gone back meanwhile.
        Task task = new Task(nanos <= 0, nanos() + Math.max(0, nanos), action);
        task.arm();
        return task;
    }

    @Override
    public Disposable schedule(Runnable task) {
        return in(0, task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return in(unit.toNanos(delay), task);
    }

    @Override
    public long now(TimeUnit unit) {
        return unit == NANOSECONDS ? nanos() : unit.convert(millis(), MILLISECONDS);
    }

    @Override
    public Worker createWorker() {
        return new Loop();
    }

    /** A thread that never waits: what it is given runs at its moment. */
    private final class Loop implements Worker {
        private boolean disposed;

        @Override
        public Disposable schedule(Runnable task) {
            return in(0, () -> run(task));
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return in(unit.toNanos(delay), () -> run(task));
        }

        private void run(Runnable task) {
            if (!disposed) {
                task.run();
            }
        }

        @Override
        public void dispose() {
            disposed = true;
        }
    }

    private final class Task implements Disposable {
        private final boolean isDue;
        private final long due;
        private final Runnable action;
        private boolean cancelled;

        private Task(boolean isDue, long due, Runnable action) {
            this.isDue = isDue;
            this.due = due;
            this.action = action;
        }

        private void arm() {
            time.in(due - nanos(), this::ring);
        }

        private void ring() {
            if (dead || cancelled) {
                return;
            }
            if (frozen) {
                deferred.addLast(this);
            } else if (!isDue && nanos() < due) {
                arm();
            } else {
                action.run();
            }
        }

        @Override
        public void dispose() {
            cancelled = true;
        }

        @Override
        public boolean isDisposed() {
            return cancelled;
        }
    }
}
