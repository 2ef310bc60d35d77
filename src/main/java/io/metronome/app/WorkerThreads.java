package io.metronome.app;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes every thread of the process that no library makes. A failure that nobody foresaw ends the process, whichever
 * thread it is on. Safe from any thread.
 */
final class WorkerThreads {
    private final Consumer<Throwable> fatal;
    private final Set<WatchedThread> watched = ConcurrentHashMap.newKeySet();

    /** @param fatal told of a failure that nobody foresaw; the process must end then */
    WorkerThreads(Consumer<Throwable> fatal) {
        this.fatal = fatal;
    }

    /** A daemon thread that runs tasks, until it is closed. */
    WatchedThread watched(String name) {
        WatchedThread thread = new WatchedThread(name, task -> daemon(name, task), fatal, watched::remove);
        watched.add(thread);
        return thread;
    }

    /** A daemon thread for one task, not started yet. */
    Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((where, failure) -> fatal.accept(failure));
        return thread;
    }

    /** A thread that the JVM runs when a signal ends it. */
    static Thread shutdownHook(Runnable task) {
        return new Thread(task, "shutdown");
    }

    /** One line for each thread that has been busy with one step for longer than that. */
    List<String> silent(Duration limit) {
        long now = System.nanoTime();
        return watched.stream()
                .filter(thread -> now - thread.lastTurnNanos() > limit.toNanos())
                .map(thread -> "the thread " + thread.name() + " has been busy with one step for "
                        + TimeUnit.NANOSECONDS.toSeconds(now - thread.lastTurnNanos()) + " s")
                .sorted()
                .toList();
    }
}
