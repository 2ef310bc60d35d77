package io.metronome.dispatch.host;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import io.metronome.pacing.Pace;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One host of the API: its calls in flight, the lanes that wait for it, and whether it fails.
 *
 * @param <L> the type of the lanes that wait for it
 */
public final class Host<L extends Heap.Node> {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    /** Nearly all of the last calls, of whichever instances. */
    private static final int FAILING_PERCENT = 80;

    private static final int LOOK_AT = 20;
    private static final int AT_LEAST = 10;
    /** Calls that a host may show itself by. */
    static final int PROBES = 3;

    private static final long FIRST_PAUSE_MILLIS = 5_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final long FORGOTTEN_AFTER_NANOS = MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS);
    /** Questions about instances that may be on their way to one host at the most. */
    public static final int MOST_QUESTIONS = QuestionLimit.MOST;

    private static final Duration NEVER_TOO_SLOW = Duration.ofDays(1);

    private final String url;
    private final Time time;
    private final CircuitBreaker breaker;
    private final ParkedLanes<L> parked = new ParkedLanes<>();
    private final FailedInstances failed = new FailedInstances(LOOK_AT);
    private final NoAnswer noAnswer = new NoAnswer();
    private State state = State.CLOSED;
    private long openUntil = Pace.NEVER;
    private long touchedAt = Pace.NEVER;
    private int epoch;
    private int probes;
    private int announcedProbes;
    private int inFlight;
    private int lanes;
    private int busyLanes;
    private final QuestionLimit questions = new QuestionLimit();
    private final AskQueue<L> askQueue = new AskQueue<>();

    Host(String url, Time time) {
        this.url = url;
        this.time = time;
        this.breaker = CircuitBreaker.of(
                url,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(LOOK_AT)
                        .minimumNumberOfCalls(AT_LEAST)
                        .failureRateThreshold(FAILING_PERCENT)
                        .slowCallDurationThreshold(NEVER_TOO_SLOW)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .waitIntervalFunctionInOpenState(this::pauseMillis)
                        .clock(new MonotonicClock(time))
                        .build());
    }

    /* Asked at the moment at which the breaker opens. */
    private long pauseMillis(int openings) {
        long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.clamp(openings - 1L, 0, 10));
        openUntil = time.nanos() + MILLISECONDS.toNanos(millis + 1);
        return millis;
    }

    /** Scheme, host and port. */
    String url() {
        return url;
    }

    /** Whether one more call of the lane may go; if so, the call's end must be reported. */
    boolean permits(HostPlace<L> place) {
        boolean counts = !isFailing() || failed.has(place.instance());
        place.counts(counts);
        if (!counts) {
            failed.otherCalls();
            return true;
        }
        boolean permitted = breaker.tryAcquirePermission();
        look();
        probes += permitted && isFailing() ? 1 : 0;
        touchedAt = isFailing() ? time.nanos() : touchedAt;
        return permitted;
    }

    /**
     * The number of the current view of the host's health; the end of a call that began under an older one does not count
     * for the breaker.
     */
    int epoch() {
        return epoch;
    }

    /**
     * A call of the lane has ended.
     *
     * @param isFailure whether it met no host that works; a refusal is an answer of a host that works
     */
    void ended(HostPlace<L> place, boolean isFailure, long durationNanos) {
        if (!place.counts() || place.calledEpoch() != epoch) {
            if (isFailing()) {
                failed.other(place.instance(), isFailure);
            }
            return;
        }
        failed.counted(place.instance(), isFailure);
        if (isFailure) {
            breaker.onError(durationNanos, NANOSECONDS, noAnswer);
        } else {
            breaker.onSuccess(durationNanos, NANOSECONDS);
        }
        look();
    }

    /** A call of the lane that was permitted did not take place. */
    void withheld(HostPlace<L> place) {
        if (place.counts() && place.calledEpoch() == epoch) {
            breaker.releasePermission();
            probes -= isFailing() ? 1 : 0;
        }
    }

    /** Whether the lane's next calls are those that the host may show itself by. */
    boolean failsFor(HostPlace<L> place) {
        return isFailing() && failed.has(place.instance());
    }

    /** Whether it fails for more than one or two instances. */
    boolean failsForAll() {
        return isFailing() && failed.isAll();
    }

    /**
     * Forgets the failures of one or two instances that have not called for a minute while others do. Their commands may
     * have ended, or another worker has them.
     */
    void forgetPause(long now) {
        if (isFailing() && !failed.isQuiet() && now - Math.max(openUntil, touchedAt) > FORGOTTEN_AFTER_NANOS) {
            breaker.transitionToClosedState();
            look();
        }
    }

    /** Whether it is paused at that moment, for {@link #failsForAll all lanes} or for {@link #failsFor some}. */
    boolean isPaused(long now) {
        return state == State.OPEN && now < openUntil;
    }

    /** Whether it is not known to work. */
    boolean isFailing() {
        return state != State.CLOSED;
    }

    /**
     * Whether nothing but probes goes there: it is paused, or commands wait until probes show that it works. Unlike
     * {@link #isPaused} this stays true while the probes are under way.
     */
    boolean keepsCallsAway(long now) {
        return failed.isQuiet() && (isPaused(now) || (isFailing() && busyLanes > 0));
    }

    /** How many more calls it may show itself by, while it is not known to work. */
    int probesLeft() {
        return Math.max(0, PROBES - probes - announcedProbes);
    }

    /** Room is kept for so many more probes, or so many fewer, which the ledger must know of first. */
    void announcedProbes(int change) {
        announcedProbes += change;
    }

    /** The moment at which the pause ends. */
    long pausedUntil() {
        return openUntil;
    }

    /** The lane is due and cannot go. */
    void park(HostPlace<L> place, long dueAt) {
        parked.park(place.lane(), dueAt, failsFor(place));
    }

    /** Lanes that were due and could not go. */
    ParkedLanes<L> parked() {
        return parked;
    }

    /** Takes out parked lanes, those due longest first, as many as may go now. */
    List<L> release(int room, long now) {
        if (isPaused(now)) {
            return failsForAll() ? List.of() : parked.release(room, 0);
        }
        return parked.release(room, isFailing() ? probesLeft() : room);
    }

    /** The number of parked lanes that only lack room. */
    int waiting(long now) {
        if (isPaused(now)) {
            return failsForAll() ? 0 : parked.lackRoom();
        }
        return parked.size();
    }

    /** Since when the first of the lanes that {@link #waiting} counts is due; {@link Pace#FAR} when there is none. */
    long firstDue(long now) {
        if (isPaused(now)) {
            return failsForAll() ? Pace.FAR : parked.firstDueThatLacksRoom();
        }
        return parked.firstDue();
    }

    int inFlight() {
        return inFlight;
    }

    void inFlight(int change) {
        inFlight += change;
    }

    /** So many more lanes have their calls there. */
    void lanes(int change) {
        lanes += change;
    }

    /** Whether a lane, a call or a question needs it. */
    boolean isNeeded() {
        return lanes > 0 || inFlight > 0 || isAsked();
    }

    /** Whether a question about an instance is under way there, or waits. */
    boolean isAsked() {
        return questions.areUnderWay() || !askQueue.isEmpty();
    }

    /** Lanes with work that are not held: it never needs more calls at a time. */
    int busyLanes() {
        return busyLanes;
    }

    void busyLanes(int change) {
        busyLanes += change;
    }

    /** Whether it may be asked one more question about an instance. */
    public boolean takesQuestions(long now) {
        return questions.hasRoom() && !(isPaused(now) && failed.isQuiet());
    }

    /** A question about an instance goes there. */
    public void questionAsked() {
        questions.begun();
    }

    /** A question was answered, or will not be, so many nanoseconds after it was asked. */
    public void questionEnded(long durationNanos) {
        questions.ended(durationNanos);
    }

    /** The lanes whose settings are to be read there. */
    public AskQueue<L> askQueue() {
        return askQueue;
    }

    private void look() {
        State now = breaker.getState();
        if (now != state) {
            state = now;
            epoch++;
            probes = 0;
            if (now == State.OPEN) {
                failed.pause();
                long seconds = NANOSECONDS.toSeconds(openUntil - time.nanos());
                LOG.warn(
                        "Nearly all of the last calls to host {} failed: nothing is sent there for {} s{}",
                        url,
                        seconds,
                        failsForAll() ? "" : ", for the instances whose calls failed");
            } else if (now == State.CLOSED) {
                failed.clear();
                LOG.info("Host {} works again", url);
            }
        }
    }
}
