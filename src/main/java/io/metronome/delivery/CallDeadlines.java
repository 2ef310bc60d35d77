package io.metronome.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Gives up calls whose time is over. All calls have the same time, so it is over in the order in which they began: one
 * queue and one alarm serve all of them. An alarm for each call would be set and taken back thousands of times a second.
 * Safe from any thread.
 */
final class CallDeadlines {
    private final Scheduler time;
    private final Duration timeout;
    private final Queue<Deadline> inOrder = new ArrayDeque<>();
    private boolean hasAlarm;

    /** The deadline of one call. A call that has ended disposes of it. */
    private static final class Deadline implements Disposable {
        private final long at;
        private volatile @Nullable Runnable giveUp;

        Deadline(long at, Runnable giveUp) {
            this.at = at;
            this.giveUp = giveUp;
        }

        @Override
        public void dispose() {
            giveUp = null;
        }

        @Override
        public boolean isDisposed() {
            return giveUp == null;
        }

        void pass() {
            Runnable step = giveUp;
            if (step != null) {
                step.run();
            }
        }
    }

    /** @param time its nanoseconds are the clock, and it runs what is to be done at a deadline */
    CallDeadlines(Scheduler time, Duration timeout) {
        this.time = time;
        this.timeout = timeout;
    }

    Duration timeout() {
        return timeout;
    }

    /**
     * Starts the time of a call.
     *
     * @param giveUp run when the time is over, unless the deadline was disposed of before
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler was closed
     */
    synchronized Disposable start(Runnable giveUp) {
        forgetEnded();
        Deadline deadline = new Deadline(time.now(TimeUnit.NANOSECONDS) + timeout.toNanos(), giveUp);
        if (!hasAlarm) {
            alarmIn(timeout.toNanos());
        }
        inOrder.add(deadline);
        return deadline;
    }

    private void alarmIn(long nanos) {
        time.schedule(() -> over().forEach(Deadline::pass), nanos, TimeUnit.NANOSECONDS);
        hasAlarm = true;
    }

    /* The deadlines that have passed. Sets the alarm for the next one. */
    private synchronized List<Deadline> over() {
        long now = time.now(TimeUnit.NANOSECONDS);
        List<Deadline> over = new ArrayList<>();
        forgetEnded();
        while (!inOrder.isEmpty() && inOrder.element().at - now <= 0) {
            over.add(inOrder.remove());
            forgetEnded();
        }
        hasAlarm = false;
        if (!inOrder.isEmpty()) {
            alarmIn(inOrder.element().at - now);
        }
        return over;
    }

    /* Most calls end in the order in which they began, so few deadlines outlive their calls. */
    private void forgetEnded() {
        while (!inOrder.isEmpty() && inOrder.element().isDisposed()) {
            inOrder.remove();
        }
    }
}
