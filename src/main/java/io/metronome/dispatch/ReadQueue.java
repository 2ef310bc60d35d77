package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Pace;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions about the dispatcher's state, worked on in turn and one small step at a time. Behind each step the thread is
 * free of them for a millisecond and for four times as long as the step took, so that questions, however many, take a
 * fifth of the thread at the most and stop no pace. The dispatcher's thread only.
 */
final class ReadQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ReadQueue.class);
    private static final long REST = MILLISECONDS.toNanos(1);
    private static final int RESTS = 4;

    private final DispatcherLoop loop;
    private final Time time;
    private final Deque<Reading> open = new ArrayDeque<>();
    private long restsUntil = Pace.NEVER;
    private boolean planned;

    /** The work on one question. */
    interface Reading {
        /** Does a step of some tenths of a millisecond at the most. True when it was the last one. */
        boolean step();

        /** A step has failed: there will be no answer. */
        void failed(RuntimeException failure);
    }

    ReadQueue(DispatcherLoop loop, Time time) {
        this.loop = loop;
        this.time = time;
    }

    void add(Reading reading) {
        loop.assertOwned();
        open.addLast(reading);
        plan();
    }

    private void plan() {
        if (!planned && !open.isEmpty()) {
            planned = true;
            long now = time.nanos();
            loop.runIn(restsUntil == Pace.NEVER ? 0 : Math.max(0, restsUntil - now), this::step);
        }
    }

    private void step() {
        planned = false;
        long began = time.nanos();
        Reading reading = open.pollFirst();
        if (reading != null && !isDone(reading)) {
            open.addLast(reading);
        }
        long now = time.nanos();
        restsUntil = now + Math.max(REST, RESTS * (now - began));
        plan();
    }

    /* A question changes nothing, so one that fails is no reason to end the process. */
    private static boolean isDone(Reading reading) {
        try {
            return reading.step();
        } catch (RuntimeException failure) {
            LOG.error("A question could not be answered: this must not happen, please report it", failure);
            reading.failed(failure);
            return true;
        }
    }
}
