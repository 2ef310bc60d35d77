package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.delivery.HoldReason;
import io.metronome.pacing.Heap;
import io.metronome.pacing.Pace;
import org.jspecify.annotations.Nullable;

/**
 * The known state of one instance, and when it is asked for next.
 */
final class InstanceStatus extends Heap.Node {
    /** A held instance costs one request a minute at most. A suspended instance of MAX costs two. */
    private static final long MINUTE = SECONDS.toNanos(60);

    /** getStateInstance is limited to one request a second; kept with a margin. */
    private static final long LIMIT = MILLISECONDS.toNanos(1_200);

    /** 1, 2, 4, 8, 16, 30 s and so on are five minutes by then: no restart takes longer (docs, GetStateInstance). */
    private static final int RESTART_POLLS = 14;

    private static final int DOUBLINGS = 5;
    private static final long LONGEST_RESTART_WAIT = SECONDS.toNanos(30);
    private static final long KEPT_WHEN_HELD = HOURS.toNanos(1);

    private final InstanceLane lane;
    private @Nullable Hold hold;
    private @Nullable PendingCommand doubted;
    private String doubtDetail = "";
    private long askedAt = Pace.NEVER;
    private long holdChangedAt = Pace.NEVER;
    private boolean asking;
    private int polls;
    private int refusals;
    private @Nullable HoldReason counted;

    InstanceStatus(InstanceLane lane) {
        this.lane = lane;
    }

    InstanceLane lane() {
        return lane;
    }

    /** Why nothing is sent, null when it is. */
    @Nullable
    Hold hold() {
        return hold;
    }

    /** @param now monotonic nanoseconds */
    void hold(@Nullable Hold next, long now) {
        hold = next;
        holdChangedAt = now;
    }

    boolean isStarting() {
        return hold != null && hold.isStarting();
    }

    /** The command whose 403 may mean the method or the instance; null when there is none. */
    @Nullable
    PendingCommand doubted() {
        return doubted;
    }

    /** The API's answer to that command. */
    String doubtDetail() {
        return doubtDetail;
    }

    void doubt(@Nullable PendingCommand pending, String detail) {
        doubted = pending;
        doubtDetail = detail;
    }

    /** Whether the settings may be asked for: not of a held instance, unless a trial would lack a delay. */
    boolean letsAsk(boolean delayIsKnown) {
        return hold == null || (hold.isOnTrial() && !delayIsKnown);
    }

    /** Whether an answer about the state would change anything. */
    boolean isWorthAsking() {
        return lane.partition().mayCall()
                && (lane.waiting() > 0 || doubted != null || !lane.confirming().isEmpty());
    }

    /** Whether the state is asked for again after seconds, not after a minute. */
    boolean isUrgent() {
        return doubted != null || isStarting();
    }

    /**
     * The moment at which to ask next, monotonic nanoseconds.
     *
     * @param nowMillis the same moment by the calendar: the API says by that when a hold ends
     */
    long nextAt(long now, long nowMillis, double jitter) {
        long limit = askedAt == Pace.NEVER ? now : Math.max(now, askedAt + LIMIT);
        if (doubted != null && polls == 0) {
            return limit;
        }
        if (isUrgent() && polls <= RESTART_POLLS) {
            return Math.max(limit, Math.max(askedAt, holdChangedAt) + stretched(restartWait(), jitter));
        }
        long pause = hold != null && hold.untilMillis() > 0 ? 2 * MINUTE : MINUTE;
        if (askedAt == Pace.NEVER) {
            // A former owner may have asked up to a minute ago. Thousands of instances are not asked at once.
            return hold == null ? now : now + (long) (MINUTE * jitter);
        }
        return Math.max(limit, Math.min(askedAt + stretched(pause, jitter), endsAt(now, nowMillis)));
    }

    /* When the API said that the hold ends, if that is to come. */
    private long endsAt(long now, long nowMillis) {
        long left = hold == null ? 0 : hold.untilMillis() - nowMillis;
        return left > 0 ? now + MILLISECONDS.toNanos(left) : Pace.FAR;
    }

    private long restartWait() {
        return polls >= DOUBLINGS ? LONGEST_RESTART_WAIT : SECONDS.toNanos(1L << polls);
    }

    private static long stretched(long nanos, double jitter) {
        return nanos + (long) (nanos / 5.0 * jitter);
    }

    boolean isAsking() {
        return asking;
    }

    void asked(long now) {
        asking = true;
        askedAt = now;
        polls += isUrgent() ? 1 : 0;
    }

    void answered() {
        asking = false;
    }

    /** Takes over the hold that a former owner knew. */
    void restored(Hold was, long now) {
        hold(was, now);
        refusals = was.refusals();
    }

    /** The moment until which the lane of an idle instance is kept. */
    long keptUntil() {
        if (askedAt == Pace.NEVER) {
            return Pace.NEVER;
        }
        return askedAt + (hold == null ? MINUTE : KEPT_WHEN_HELD);
    }

    /** Answers in a row that led to a hold. */
    int refusals() {
        return refusals;
    }

    void refused() {
        refusals++;
    }

    /** An answer to a call shows that the instance works. */
    void works() {
        refusals = 0;
        polls = 0;
    }

    /** The polls for an urgent state are counted anew. */
    void resetPolls() {
        polls = 0;
    }

    /** The hold under which the published counts have the instance; null when it has none. */
    @Nullable
    HoldReason counted() {
        return counted;
    }

    void counted(@Nullable HoldReason reason) {
        counted = reason;
    }
}
