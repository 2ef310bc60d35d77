package io.metronome.dispatch.host;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * How many requests for settings and states of instances one host gets at a time: few at first, so that a restart with
 * thousands of instances is no storm; one more with each quick answer, so that their commands do not wait long for it; and
 * few again with the first slow one. Touched on the dispatcher's thread only.
 */
final class QuestionLimit {
    static final int LEAST = 64;
    static final int MOST = 256;
    private static final long QUICK_NANOS = MILLISECONDS.toNanos(250);

    private int limit = LEAST;
    private int underWay;

    boolean hasRoom() {
        return underWay < limit;
    }

    boolean areUnderWay() {
        return underWay > 0;
    }

    void begun() {
        underWay++;
    }

    /** A request has ended, with or without an answer, so many nanoseconds after its beginning. */
    void ended(long durationNanos) {
        underWay--;
        limit = durationNanos <= QUICK_NANOS ? Math.min(MOST, limit + 1) : LEAST;
    }
}
