package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.DAYS;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of an instance that must survive the worker, beside its last departure: why it is held, what the API
 * limits, and which delay it is changing to.
 *
 * @param <T> how its moments are given: a {@link MonotonicMoment} in a checkpoint, a {@link BrokerMoment} in what is
 *     restored, the time that is left in the ledger
 * @param hold why nothing is sent, or null
 * @param limits methods that the API does not accept for a while
 * @param settling a change of settings that does not show yet, or null
 * @param counted the calls that count for the instance's daily cap; null for an instance without one
 */
public record InstanceCondition<T>(
        String instance,
        @Nullable RecordedHold<T> hold,
        List<Limit<T>> limits,
        @Nullable Settling<T> settling,
        @Nullable CountedCalls counted) {

    /** A condition of an instance without a daily cap. */
    public InstanceCondition(
            String instance, @Nullable RecordedHold<T> hold, List<Limit<T>> limits, @Nullable Settling<T> settling) {
        this(instance, hold, limits, settling, null);
    }

    /**
     * A hold.
     *
     * @param reason the label of the reason
     * @param detail for people, without a token
     * @param sinceMillis milliseconds since the epoch
     * @param untilMillis when the API said that it ends, milliseconds since the epoch; 0 when it did not say
     * @param endsWithState whether the state "authorized" ends the hold
     * @param refusals answers in a row that led to the hold
     * @param trialAt nothing is tried before this moment
     */
    public record RecordedHold<T>(
            String reason,
            String detail,
            long sinceMillis,
            long untilMillis,
            boolean endsWithState,
            int refusals,
            T trialAt) {}

    /** A method that the API limits until then. */
    public record Limit<T>(String method, T until) {}

    /**
     * A setSettings that was accepted, or may have been.
     *
     * @param longestMillis the longest delay that may come, 0 for none
     * @param until the worker does not wait for the change after this moment
     */
    public record Settling<T>(int longestMillis, T until) {}

    /**
     * Calls that count on one day.
     *
     * @param epochDay the day, in days since 1970-01-01
     * @param calls so many, those included that were announced and may not have been made
     * @param doubtful offsets of commands whose call is among them and may be made again on that day
     */
    public record CountedCalls(long epochDay, int calls, List<Long> doubtful) {

        /**
         * When that day is over in every zone, milliseconds since the epoch. The count is kept until then while the instances
         * file does not name the instance, or no cap for it: it may do so again on that day.
         */
        public long endsEverywhere() {
            return DAYS.toMillis(epochDay + 2);
        }
    }

    /** A condition with nothing to remember: the ledger deletes the record. */
    public static <T> InstanceCondition<T> none(String instance) {
        return new InstanceCondition<>(instance, null, List.of(), null);
    }

    /** Whether there is nothing to remember. */
    public boolean isNone() {
        return hold == null && limits.isEmpty() && settling == null && counted == null;
    }

    /** This condition with its moments in another form. */
    public <U> InstanceCondition<U> with(Function<T, U> form) {
        return new InstanceCondition<>(
                instance,
                hold == null ? null : with(hold, form),
                limits.stream()
                        .map(limit -> new Limit<>(limit.method(), form.apply(limit.until())))
                        .toList(),
                settling == null ? null : new Settling<>(settling.longestMillis(), form.apply(settling.until())),
                counted);
    }

    private static <T, U> RecordedHold<U> with(RecordedHold<T> hold, Function<T, U> form) {
        return new RecordedHold<>(
                hold.reason(),
                hold.detail(),
                hold.sinceMillis(),
                hold.untilMillis(),
                hold.endsWithState(),
                hold.refusals(),
                form.apply(hold.trialAt()));
    }
}
