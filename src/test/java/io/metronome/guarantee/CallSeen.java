package io.metronome.guarantee;

import java.time.Duration;
import java.time.Instant;

/**
 * A call of one of the catalogue's methods as the API saw it.
 *
 * @param body the request body as it came
 * @param at when the request had arrived whole
 * @param gap the least time between this call and the next paced one of its instance: the delay that rules then, and
 *     this call's typing time; zero for a method that is not paced
 * @param delay the part of the gap that is the delay of the instance
 * @param paced whether the call counts for the instance's pace
 * @param accepted whether the API took it into its queue
 * @param unknown whether its caller cannot know that
 */
public record CallSeen(
        String instance,
        String method,
        String body,
        Instant at,
        Duration gap,
        Duration delay,
        boolean paced,
        boolean accepted,
        boolean unknown) {

    /** A call without typing time, whose caller knows its outcome. */
    public CallSeen(
            String instance, String method, String body, Instant at, Duration gap, boolean paced, boolean accepted) {
        this(instance, method, body, at, gap, gap, paced, accepted, false);
    }

    /** The part of the gap that is the typing time. */
    Duration typing() {
        return gap.minus(delay);
    }

    /** The shape of the command behind this call. */
    Shape shape() {
        return new Shape(instance, method, body);
    }

    @Override
    public String toString() {
        return instance + " " + method + " at " + at;
    }
}
