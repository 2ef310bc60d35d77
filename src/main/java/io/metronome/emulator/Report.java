package io.metronome.emulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the judge has seen; its JSON is the answer of {@code GET /_emulator/report}. The order of arrival is in the list of
 * calls.
 *
 * @param calls all calls to an instance that exists, answered or not
 * @param callsByMethod the same, by method
 * @param callsByStatus the same, by the status answered
 * @param earlyCalls calls that came earlier than the pace allows
 * @param early the first 100 of them for each instance
 * @param tooManyRequests 429s that the limits gave, those of faults not counted
 * @param repeatedBodies bodies that one instance was sent more than once under one method
 * @param repeatedAccepted those of them that were accepted more than once
 * @param repeated the first 1,000 of them
 * @param instances every instance that was called
 * @param callsForgotten calls that are counted here but no longer, or never, in the list of calls
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
     * @param gapMillis since the accepted paced call before it
     * @param requiredMillis what the gap should have been: the delay and that call's typing time
     * @param shortByMillis the difference
     * @param runMillis how far ahead of the pace it is together with the calls before it
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
     * @param accepted how many of the calls were accepted
     * @param body null where it was too long to keep
     */
    public record RepeatedBody(
            String idInstance,
            String method,
            int calls,
            int accepted,
            @Nullable String body) {}

    /**
     * How an instance's accepted paced calls kept the pace.
     *
     * @param smallestGapMillis null without two calls, so is the mean
     * @param shortGaps gaps that were short by any amount, the tolerance not granted
     * @param longestRunMillis the most by which any run of calls was ahead of the pace
     */
    public record Pace(
            long calls,
            @Nullable Double smallestGapMillis,
            @Nullable Double meanGapMillis,
            long shortGaps,
            long earlyCalls,
            double longestRunMillis) {}

    /**
     * One instance.
     *
     * @param state as getStateInstance would say it now
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
            Pace pace) {}
}
