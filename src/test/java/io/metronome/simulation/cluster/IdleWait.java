package io.metronome.simulation.cluster;

import io.metronome.simulation.time.SimulatedThread;
import org.jspecify.annotations.Nullable;

/** The place in which a thread waits for something to do. */
final class IdleWait {
    private final SimulatedThread thread;
    private final Runnable watcher = this::wake;
    private SimulatedThread.@Nullable Waiting<Boolean> sleeping;
    private boolean woken;

    IdleWait(SimulatedThread thread) {
        this.thread = thread;
    }

    /** Whatever happens from now on is a reason not to sleep. */
    void begin() {
        woken = false;
    }

    /** An append to that log is something to do. */
    void watch(PartitionLog log) {
        log.watch(watcher);
    }

    void wake() {
        woken = true;
        if (sleeping != null) {
            sleeping.end(() -> true);
        }
    }

    /** Returns when there is something to do, or when so many nanoseconds are over. */
    void sleep(long nanos) {
        if (woken) {
            return;
        }
        thread.<Boolean>await(waiting -> {
            sleeping = waiting;
            thread.host().in(nanos, () -> waiting.end(() -> true));
        });
        sleeping = null;
    }
}
