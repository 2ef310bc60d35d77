package io.metronome.emulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report on all calls; its JSON is the answer of {@code GET /_emulator/report}. The list of calls has the order of
 * arrival.
 *
 * @param calls all calls to an instance that exists, answered or not
 * @param callsByMethod these calls by method
 * @param callsByStatus these calls by the status of the answer
 * @param earlyCalls calls that came earlier than the pace allows
 * @param early the first 100 of them for each instance
 * @param tooManyRequests the 429s of the rate limits, without those of faults
 * @param repeatedBodies bodies that were sent more than once to the same instance and method
 * @param repeatedAccepted those of them that were accepted more than once
 * @param repeated the first 1,000 of them
 * @param instances every instance that was called
 * @param callsForgotten calls that are counted here and not kept in the list of calls
 */
public record Report(
        long calls,
        Map<String, Long> callsByMethod,
        Map<Integer, Long> callsByStatus,
        long earlyCalls,
        List<EarlyCall> early,
        long tooManyRequests,
        long repeatedBodies,
        long repeatedAccepted,
        List<RepeatedBody> repeated,
        List<InstanceReport> instances,
        long callsForgotten) {

    /**
     * A call that came too early.
     *
     * @param gapMillis the time since the accepted paced call before it
     * @param requiredMillis the required gap: the delay and that call's typing time
     * @param shortByMillis the difference
     * @param runMillis the time by which it is ahead of the pace, together with the calls before it
     */
    public record EarlyCall(
            String idInstance,
            String method,
            Instant arrivedAt,
            double gapMillis,
            double requiredMillis,
            double shortByMillis,
            double runMillis) {}

    /**
     * A body that came more than once.
     *
     * @param accepted the number of accepted calls
     * @param body null if it was too long to keep
     */
    public record RepeatedBody(
            String idInstance,
            String method,
            int calls,
            int accepted,
            @Nullable String body) {}

    /**
     * The gaps between the accepted paced calls of an instance.
     *
     * @param smallestGapMillis null with fewer than two calls, as is the mean
     * @param shortGaps gaps that were short by any amount, without the tolerance
     * @param longestRunMillis the longest time by which a run of calls was ahead of the pace
     */
    public record GapReport(
            long calls,
            @Nullable Double smallestGapMillis,
            @Nullable Double meanGapMillis,
            long shortGaps,
            long earlyCalls,
            double longestRunMillis) {}

    /**
     * The report on one instance.
     *
     * @param state the current state, as getStateInstance answers it
     * @param waiting messages in its queue
     * @param left messages that left the queue
     * @param dropped messages that waited more than 24 h
     */
    public record InstanceReport(
            String idInstance,
            String state,
            long delayMillis,
            long calls,
            long tooManyRequests,
            int waiting,
            long left,
            long dropped,
            GapReport pace) {}
}
