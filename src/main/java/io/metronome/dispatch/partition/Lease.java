package io.metronome.dispatch.partition;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.dispatch.loop.Time;
import java.time.Duration;

/**
 * The right to call the API. Kafka can refuse a former owner's writes but not its HTTP calls; so no call starts unless
 * a checkpoint proved our membership a short while ago. It runs from the moment before that checkpoint's offsets were
 * sent, not from its success, which may be minutes old when it is heard of. Asked on any thread.
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

    /** Nothing is proved any more. */
    void drop() {
        term = new Term(Long.MIN_VALUE, 0);
    }

    /** A monotonic clock stands still while a machine is suspended, the calendar does not: where they disagree, no. */
    public boolean isValid() {
        Term now = term;
        return time.nanos() < now.until && time.disagreement(now.anchor) < SUSPICION_NANOS;
    }

    private record Term(long until, long anchor) {}
}
