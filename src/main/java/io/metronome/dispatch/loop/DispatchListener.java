package io.metronome.dispatch.loop;

import io.metronome.command.Method;
import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import org.jspecify.annotations.Nullable;

/**
 * Told what happens in the pipeline, on the dispatcher's thread; it must not block and cannot change
 * anything.
 */
public interface DispatchListener {

    /**
     * A record was read, so many milliseconds after its timestamp; negative when the clocks of its producer and of this
     * worker disagree. Not told of restored records, and of records without a timestamp.
     */
    default void recordRead(long delayMillis) {}

    /** A command was read and waits from now on. */
    default void received(Method method) {}

    /**
     * A call was written.
     *
     * @param latenessNanos since the moment that its instance's pace allowed, negative when early
     * @param span the span of the call; null when there is none that is sampled
     */
    default void departed(Method method, long latenessNanos, @Nullable SpanIds span) {}

    /**
     * A call of an instance was answered, or will not be; the answer's detail holds no token.
     *
     * @param span the span of the call; null when there is none that is sampled
     */
    default void answered(String instance, Method method, Answer answer, long durationNanos, @Nullable SpanIds span) {}

    /** A command ended as a dead letter. */
    default void died(Reason reason) {}

    /** A checkpoint was committed: how long it took, and the ledger records it wrote. */
    default void checkpointed(long durationNanos, int puts, int tombstones) {}

    /** A partition was restored from the ledger and is served: how long that took since its assignment, what waits. */
    default void restored(int partition, long durationNanos, int commands) {
        restored(durationNanos, commands);
    }

    /** A partition was restored, for listeners that need not know which. */
    default void restored(long durationNanos, int commands) {}

    /** Retention overtook the read position: that many records are gone unread. */
    default void lost(long records) {}

    /**
     * Sending to a host pauses, because nearly all of the last calls to it failed. Or it goes on, because the host works
     * again or no command waits for it. Told once for each change.
     *
     * @param apiUrl scheme, host and port, as the instances file names them
     */
    default void hostPaused(String apiUrl, boolean isPaused) {}

    /** The pause of a paused host is over, and probe calls may show that it works; or no longer so. */
    default void hostProbed(String apiUrl, boolean isProbed) {}

    /** Instances have their calls at that host from now on. */
    default void hostKnown(String apiUrl) {}

    /**
     * No instance of this worker has needed the host for an hour. It is not paused.
     *
     * @param apiUrl scheme, host and port, as the instances file named them
     */
    default void hostForgotten(String apiUrl) {}

    /** The outcome of one call; the {@code outcome} label of {@code metronome_sends_total}. */
    enum CallOutcome {
        ACCEPTED,
        RETRIED,
        REFUSED,
        UNKNOWN;

        /** The outcome that an answer counts as. */
        public static CallOutcome of(Answer answer) {
            return switch (answer) {
                case Answer.Accepted accepted -> ACCEPTED;
                case Answer.Refused refused -> REFUSED;
                case Answer.Again again -> RETRIED;
                case Answer.Held held -> RETRIED;
                case Answer.Forbidden forbidden -> REFUSED;
                case Answer.Withheld withheld -> RETRIED;
                case Answer.Unknown unknown -> UNKNOWN;
            };
        }
    }
}
