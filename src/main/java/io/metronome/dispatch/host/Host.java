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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final FailedLanes<L> failedLanes = new FailedLanes<>(LOOK_AT);
    private final NoAnswer noAnswer = new NoAnswer();
    private State state = State.CLOSED;
    private long openUntil = Pace.NEVER;
    private int epoch;
    private int probes;
    private int inFlight;
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
    boolean permits(L lane) {
        if (worksFor(lane)) {
            return true;
        }
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

    /** A call of the lane was answered by the host, be it by a refusal. */
    void answered(L lane, int callEpoch, long durationNanos) {
        if (callEpoch != epoch) {
            return;
        }
        if (worksFor(lane)) {
            failedLanes.other(lane, false);
        } else {
            failedLanes.answered();
            breaker.onSuccess(durationNanos, NANOSECONDS);
            look();
        }
    }

    /** A call of the lane met no host that works. */
    void failed(L lane, int callEpoch, long durationNanos) {
        if (callEpoch != epoch) {
            return;
        }
        if (worksFor(lane)) {
            failedLanes.other(lane, true);
        } else {
            failedLanes.failed(lane);
            breaker.onError(durationNanos, NANOSECONDS, noAnswer);
            look();
        }
    }

    /** A call of the lane that was permitted did not take place. */
    void withheld(L lane, int callEpoch) {
        if (callEpoch == epoch && !worksFor(lane)) {
            breaker.releasePermission();
            probes -= isFailing() ? 1 : 0;
        }
    }

    /** Whether the lane's next calls are those that the host may show itself by. */
    boolean failsFor(L lane) {
        return isFailing() && failedLanes.has(lane);
    }

    /* It fails for others only, so that calls of this lane say nothing about those. */
    private boolean worksFor(L lane) {
        return isFailing() && !failedLanes.has(lane);
    }

    /** Whether it fails for more than one or two instances. */
    boolean failsForAll() {
        return isFailing() && failedLanes.isAll();
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
     * Whether it is paused for all lanes with work, or they wait until probes show that it works. Unlike
     * {@link #isPaused} this stays true while the probes are under way.
     */
    boolean keepsCallsAway(long now) {
        boolean isOfAll = failsForAll() || failedLanes.size() >= busyLanes;
        return isOfAll && (isPaused(now) || (isFailing() && busyLanes > 0));
    }

    /** How many more calls it may show itself by, while it is not known to work. */
    int probesLeft() {
        return Math.max(0, PROBES - probes);
    }

    /** The moment at which the pause ends. */
    long pausedUntil() {
        return openUntil;
    }

    /** Takes out parked lanes, as many as may go now. */
    List<L> release(int room, long now) {
        List<L> free = new ArrayList<>();
        Map<L, Long> kept = new LinkedHashMap<>();
        int left = isPaused(now) ? 0 : probesLeft();
        while (free.size() < room && parked.size() > 0 && (left > 0 || !failsForAll())) {
            L lane = parked.first();
            long key = parked.firstKey();
            parked.remove(lane);
            if (!failsFor(lane)) {
                free.add(lane);
            } else if (left > 0) {
                free.add(lane);
                left--;
            } else {
                kept.put(lane, key);
            }
        }
        kept.forEach(parked::put);
        return free;
    }

    /** Parked lanes that only lack room. */
    int waiting(long now) {
        if (!isPaused(now)) {
            return parked.size();
        }
        return failsForAll() ? 0 : parked.size() - failedLanes.count(parked::holds);
    }

    /** Since when the first parked lane is due that only lacks room, as far as the first one tells; else FAR. */
    long firstDue(long now) {
        boolean isPaused = isPaused(now) && (parked.size() == 0 || failsFor(parked.first()));
        return isPaused ? Pace.FAR : parked.firstKey();
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
        return questions.hasRoom() && !(isPaused(now) && failsForAll());
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
                failedLanes.pause();
                long seconds = NANOSECONDS.toSeconds(openUntil - time.nanos());
                LOG.warn(
                        "Nearly all of the last calls to host {} failed: nothing is sent there for {} s{}",
                        url,
                        seconds,
                        failsForAll() ? "" : ", for the " + failedLanes.size() + " instances whose calls failed");
            } else if (now == State.CLOSED) {
                failedLanes.clear();
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
