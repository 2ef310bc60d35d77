package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Closes a client on the thread that it belongs to, and waits for that. The caller stops the thread next: that would
 * leave the client half closed, with a network thread that tries to reconnect for ever.
 */
final class CloseOnThread {
    private static final Logger LOG = LoggerFactory.getLogger(CloseOnThread.class);
    /* Longer than closing takes. The thread may hang in a call to a Kafka that is away. */
    private static final long PATIENCE_SECONDS = 5;

    private CloseOnThread() {}

    static void on(Scheduler.Worker thread, Runnable step) {
        CountDownLatch done = new CountDownLatch(1);
        thread.schedule(() -> {
            try {
                step.run();
            } catch (InterruptException tooLate) {
                // The thread was stopped after the wait below was over, and the warning says so.
                LOG.debug("The client's thread was stopped while it closed the client", tooLate);
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(PATIENCE_SECONDS, SECONDS)) {
                LOG.warn("A Kafka client of the ledger could not be closed within {} s", PATIENCE_SECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
