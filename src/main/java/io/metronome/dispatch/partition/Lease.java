package io.metronome.dispatch.partition;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.dispatch.loop.Time;
import java.time.Duration;

/**
 * The right to call the API. Kafka can refuse a former owner's writes but not its HTTP calls. So no call starts unless a
 * checkpoint proved the membership in the group a short while ago. The lease begins before that checkpoint's offsets
 * were sent. It does not begin at the commit, which may be minutes old when this worker learns of it.
 */
public final class Lease {
    private static final long SUSPICION_NANOS = SECONDS.toNanos(1);

    private final Time time;
    private final long lengthNanos;
    private volatile Term term = new Term(Long.MIN_VALUE, 0);

    public Lease(Time time, Duration length) {
        this.time = time;
        this.lengthNanos = length.toNanos();
    }

    /**
     * A checkpoint whose offsets were sent after {@code begunAt} was committed.
     *
     * @param anchor how the clocks stood to each other before that: a machine that was suspended in the middle of a
     *     checkpoint hears of a success that is older than its monotonic clock says
     */
    void renew(long begunAt, long anchor) {
        long until = begunAt + lengthNanos;
        if (until > term.until) {
            term = new Term(until, anchor);
        }
    }

    /** The membership is not proved any more. */
    void drop() {
        term = new Term(Long.MIN_VALUE, 0);
    }

    /**
     * Whether calls may start. Any thread. While a machine is suspended its monotonic clock stands still and its calendar
     * does not: where the two disagree the lease is not valid.
     */
    public boolean isValid() {
        Term now = term;
        return time.nanos() < now.until && time.disagreement(now.anchor) < SUSPICION_NANOS;
    }

    private record Term(long until, long anchor) {}
}
