package io.metronome.ledger;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of an instance that must survive the worker, beside its last departure: why it is held, what the API
 * limits, and which delay it is changing to.
 *
 * <p>Its moments ({@code trialAt} and every {@code until} but {@code Hold.untilMillis}) are monotonic nanoseconds in a
 * checkpoint. In what is restored they are milliseconds since the epoch by the broker's clock. In the ledger they are
 * the time that is left.
 *
 * @param hold why nothing is sent, or null
 * @param limits methods that the API does not accept for a while
 * @param settling a change of settings that does not show yet, or null
 */
public record InstanceCondition(
        String instance,
        @Nullable Hold hold,
        List<Limit> limits,
        @Nullable Settling settling) {

    /**
     * A hold.
     *
     * @param reason the label of the reason
     * @param detail for people, without a token
     * @param sinceMillis milliseconds since the epoch
     * @param untilMillis when the API said that it ends, milliseconds since the epoch; 0 when it did not say
     * @param seen whether the instance's state itself said so
     * @param refusals answers in a row that led to the hold
     * @param trialAt nothing is tried before this moment
     */
    public record Hold(
            String reason,
            String detail,
            long sinceMillis,
            long untilMillis,
            boolean seen,
            int refusals,
            long trialAt) {}

    /** A method that the API limits until then. */
    public record Limit(String method, long until) {}

    /**
     * A setSettings that was accepted.
     *
     * @param wantedMillis the delay that it asked for, 0 when it asked for none
     * @param until the worker does not wait for the change after this moment
     */
    public record Settling(int wantedMillis, long until) {}

    /** A condition with nothing to remember: the ledger deletes the record. */
    public static InstanceCondition none(String instance) {
        return new InstanceCondition(instance, null, List.of(), null);
    }

    /** Whether there is nothing to remember. */
    public boolean isNone() {
        return hold == null && limits.isEmpty() && settling == null;
    }

    /** This condition with its moments on another clock. */
    public InstanceCondition onClock(LongUnaryOperator moment) {
        return new InstanceCondition(
                instance,
                hold == null ? null : onClock(hold, moment),
                limits.stream()
                        .map(limit -> new Limit(limit.method(), moment.applyAsLong(limit.until())))
                        .toList(),
                settling == null ? null : new Settling(settling.wantedMillis(), moment.applyAsLong(settling.until())));
    }

    private static Hold onClock(Hold hold, LongUnaryOperator moment) {
        return new Hold(
                hold.reason(),
                hold.detail(),
                hold.sinceMillis(),
                hold.untilMillis(),
                hold.seen(),
                hold.refusals(),
                moment.applyAsLong(hold.trialAt()));
    }
}
