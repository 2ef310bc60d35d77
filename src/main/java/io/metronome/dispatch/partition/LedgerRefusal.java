package io.metronome.dispatch.partition;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger that could not be read, or does not fit. It is read again after 1, 2, 4 … minutes, because an operator mends it,
 * or Kafka recovers.
 *
 * @param why the reason and what to do, for people
 * @param times how often in a row
 */
record LedgerRefusal(String why, int times) {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerRefusal.class);
    private static final long LONGEST_MINUTES = 10;

    /** @param before the refusal that this one follows, null when there was none */
    static LedgerRefusal of(Throwable failure, @Nullable LedgerRefusal before) {
        return new LedgerRefusal(String.valueOf(failure.getMessage()), before == null ? 1 : before.times() + 1);
    }

    /** Until the ledger is read again. */
    long waitNanos() {
        return MINUTES.toNanos(Math.min(LONGEST_MINUTES, 1L << Math.min(times - 1, LONGEST_MINUTES)));
    }

    /** The reason and what to do, and that the worker looks again. */
    String unread() {
        return why + "; the worker looks again within " + LONGEST_MINUTES + " minutes";
    }

    /** Logs it: as an error when it is new. */
    void tell(int partition, Throwable failure, @Nullable LedgerRefusal before) {
        long minutes = NANOSECONDS.toMinutes(waitNanos());
        if (before == null || !before.why().equals(why)) {
            LOG.error(
                    "Partition {} is not served: {}; the worker looks again in {} min",
                    partition,
                    why,
                    minutes,
                    failure);
        } else {
            LOG.warn("Partition {} is still not served: {}; the worker looks again in {} min", partition, why, minutes);
        }
    }
}
