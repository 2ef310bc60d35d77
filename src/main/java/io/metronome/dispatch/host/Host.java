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
import java.util.ArrayDeque;
import java.util.Deque;
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
    /** Questions about instances that may be on their way to one host at the most. */
    public static final int MOST_QUESTIONS = QuestionLimit.MOST;

    private static final Duration NEVER_TOO_SLOW = Duration.ofDays(1);

    private final String url;
    private final Time time;
    private final CircuitBreaker breaker;
    private final Heap<L> parked = new Heap<>();
    private final NoAnswer noAnswer = new NoAnswer();
    private State state = State.CLOSED;
    private long openUntil = Pace.NEVER;
    private int epoch;
    private int probes;
    private int inFlight;
    private int busyLanes;
    private final QuestionLimit questions = new QuestionLimit();
    private final Deque<L> toAsk = new ArrayDeque<>();
    private final Deque<L> toAskFirst = new ArrayDeque<>();

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

    /** Whether one more call may go, as far as the host's health goes; if so, the call's end must be reported. */
    boolean permits() {
        boolean permitted = breaker.tryAcquirePermission();
        look();
        probes += permitted && isFailing() ? 1 : 0;
        return permitted;
    }

    /**
     * The number of the current view of the host's health; the end of a call that began under an older one is ignored.
     */
    int epoch() {
        return epoch;
    }

    /** A call was answered by the host, be it by a refusal. */
    void answered(int callEpoch, long durationNanos) {
        if (callEpoch == epoch) {
            breaker.onSuccess(durationNanos, NANOSECONDS);
            look();
        }
    }

    /** A call met no host that works. */
    void failed(int callEpoch, long durationNanos) {
        if (callEpoch == epoch) {
            breaker.onError(durationNanos, NANOSECONDS, noAnswer);
            look();
        }
    }

    /** A call that was permitted did not take place. */
    void withheld(int callEpoch) {
        if (callEpoch == epoch) {
            breaker.releasePermission();
            probes -= isFailing() ? 1 : 0;
        }
    }

    /** Whether it is paused at that moment: nothing goes there. */
    boolean isPaused(long now) {
        return state == State.OPEN && now < openUntil;
    }

    /** Whether it is not known to work. */
    boolean isFailing() {
        return state != State.CLOSED;
    }

    /**
     * Whether it is paused, or commands wait until probes show that it works. Unlike {@link #isPaused} this stays true
     * while the probes are under way.
     */
    boolean keepsCallsAway(long now) {
        return isPaused(now) || (isFailing() && busyLanes > 0);
    }

    /** How many more calls it may show itself by, while it is not known to work. */
    int probesLeft() {
        return Math.max(0, PROBES - probes);
    }

    /** The moment at which the pause ends. */
    long pausedUntil() {
        return openUntil;
    }

    /** Lanes that were due and could not go. */
    Heap<L> parked() {
        return parked;
    }

    int inFlight() {
        return inFlight;
    }

    void inFlight(int change) {
        inFlight += change;
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
        return questions.hasRoom() && !isPaused(now);
    }

    /** A question about an instance goes there. */
    public void questionAsked() {
        questions.begun();
    }

    /** A question was answered, or will not be, so many nanoseconds after it was asked. */
    public void questionEnded(long durationNanos) {
        questions.ended(durationNanos);
    }

    /**
     * The settings of that lane's instance are to be read.
     *
     * @param first before those whose commands can go without it
     */
    public void askWhenPossible(L lane, boolean first) {
        (first ? toAskFirst : toAsk).addLast(lane);
    }

    /** Whether settings are to be read there. */
    public boolean hasLanesToAsk() {
        return !toAskFirst.isEmpty() || !toAsk.isEmpty();
    }

    /** The lane whose settings are read next; only when there is one. */
    public L nextToAsk() {
        return toAskFirst.isEmpty() ? toAsk.removeFirst() : toAskFirst.removeFirst();
    }

    private void look() {
        State now = breaker.getState();
        if (now != state) {
            state = now;
            epoch++;
            probes = 0;
            if (now == State.OPEN) {
                long seconds = NANOSECONDS.toSeconds(openUntil - time.nanos());
                LOG.warn(
                        "Nearly all of the last calls to host {} failed: nothing is sent there for {} s", url, seconds);
            } else if (now == State.CLOSED) {
                LOG.info("Host {} works again", url);
            }
        }
    }

    /** The failure that the breaker gets, since calls throw no exception. */
    private static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NoAnswer() {
            super("no answer", null, false, false);
        }
    }
}
