package io.metronome.simulation.time;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.simulation.time.SimulatedThread;
import io.metronome.simulation.time.SimulatedTime;
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
final class SimulatedHost implements Scheduler {
    private final SimulatedTime line;
    private final String name;
    private final List<SimulatedThread> strands = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Deque<Task> deferred = new ArrayDeque<>();
    private long monotonicOffset;
    private long calendarMillis;
    private boolean frozen;
    private boolean dead;
    private long lastThaw = Long.MIN_VALUE;

    /**
     * @param uptime nanoseconds that its monotonic clock is ahead of the line's
     * @param calendarMillis what its calendar shows when the line begins
     */
    SimulatedHost(SimulatedTime line, String name, long uptime, long calendarMillis) {
        this.line = line;
        this.name = name;
        this.monotonicOffset = uptime;
        this.calendarMillis = calendarMillis;
    }

    String name() {
        return name;
    }

    SimulatedTime line() {
        return line;
    }

    boolean isAlive() {
        return !dead;
    }

    boolean isFrozen() {
        return frozen;
    }

    /** True nanoseconds at which it last went on after having stood still. */
    long lastThaw() {
        return lastThaw;
    }

    /** Monotonic nanoseconds. */
    long nanos() {
        return line.now() + monotonicOffset;
    }

    /** Milliseconds since the epoch by its calendar. */
    long millis() {
        return calendarMillis + NANOSECONDS.toMillis(line.now());
    }

    Instant instant() {
        return Instant.ofEpochMilli(calendarMillis).plusNanos(line.now());
    }

    void stepCalendar(long millis) {
        calendarMillis += millis;
    }

    /** A strand of it: a thread that may wait. */
    SimulatedThread strand(String purpose) {
        SimulatedThread strand = new SimulatedThread(this, name + "-" + purpose);
        strands.add(strand);
        return strand;
    }

    /** SIGSTOP. */
    void freeze() {
        frozen = true;
    }

    /** SIGCONT. */
    void thaw() {
        thaw(0);
    }

    /** Goes on; its monotonic clock has not noticed the last so many nanoseconds, as after a suspended machine. */
    void thaw(long unnoticed) {
        if (!frozen) {
            return;
        }
        frozen = false;
        lastThaw = line.now();
        monotonicOffset -= unnoticed;
        while (!deferred.isEmpty()) {
            Task task = deferred.removeFirst();
            line.in(0, task::ring);
        }
    }

    /** SIGKILL, or the end of the process. */
    void kill() {
        if (!dead) {
            dead = true;
            line.in(0, () -> strands.forEach(SimulatedThread::unwind));
        }
    }

    /** A thread of it ended by an exception. */
    void failed(Throwable failure) {
        failures.add(failure);
    }

    List<Throwable> failures() {
        return failures;
    }

    /** Happens on this host after so many nanoseconds of its monotonic clock. */
    Disposable in(long nanos, Runnable action) {
        Task task = new Task(nanos() + Math.max(0, nanos), action);
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
        private final long due;
        private final Runnable action;
        private boolean cancelled;

        private Task(long due, Runnable action) {
            this.due = due;
            this.action = action;
        }

        private void arm() {
            line.in(due - nanos(), this::ring);
        }

        private void ring() {
            if (dead || cancelled) {
                return;
            }
            if (frozen) {
                deferred.addLast(this);
            } else if (nanos() < due) {
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
