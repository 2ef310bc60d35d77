package io.metronome.dispatch.instance;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.pacing.Pace;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing is sent for an instance. A value.
 *
 * @param detail for people, without a token
 * @param sinceMillis milliseconds since the epoch
 * @param untilMillis when the API said that it ends, milliseconds since the epoch; 0 when it did not say
 * @param endsWithState whether the state "authorized" ends it. Otherwise one command is tried then
 * @param isOnTrial whether the state has said "authorized" since: then one command is tried
 * @param refusals answers in a row that led to it
 * @param trialAt when that command may go, monotonic nanoseconds
 */
public record Hold(
        HoldReason reason,
        String detail,
        long sinceMillis,
        long untilMillis,
        boolean endsWithState,
        boolean isOnTrial,
        int refusals,
        long trialAt) {

    /** An answer to a call said so. */
    static Hold byAnswer(Answer.Held answer, long sinceMillis, int refusals, long trialAt) {
        return new Hold(answer.reason(), answer.detail(), sinceMillis, 0, false, false, refusals, trialAt);
    }

    /** The state of the instance says so. */
    static Hold byState(InstanceState.Held state, long sinceMillis, int refusals, long now) {
        return new Hold(state.reason(), state.detail(), sinceMillis, state.untilMillis(), true, false, refusals, now);
    }

    /** The instance was told to restart. */
    static Hold restarting(long sinceMillis, int refusals, long now) {
        String detail = "it restarts after setSettings";
        return new Hold(HoldReason.STARTING, detail, sinceMillis, 0, true, false, refusals, now);
    }

    /** This hold, now that the state says "authorized". */
    Hold onTrial() {
        return new Hold(reason, detail, sinceMillis, untilMillis, endsWithState, true, refusals, trialAt);
    }

    /** This hold with another moment for the trial. */
    Hold triedAt(long nanos) {
        return new Hold(reason, detail, sinceMillis, untilMillis, endsWithState, isOnTrial, refusals, nanos);
    }

    /** Whether the next owner of the instance would learn nothing new from it. */
    boolean isTheSameAs(@Nullable Hold before) {
        return before != null
                && before.reason == reason
                && before.endsWithState == endsWithState
                && before.refusals == refusals
                && before.untilMillis == untilMillis;
    }

    boolean isStarting() {
        return reason == HoldReason.STARTING;
    }

    /** Whether the state "authorized" is enough to end it. */
    boolean endsOnceAuthorized() {
        return endsWithState || isStarting();
    }

    /** When a command may go; {@link Pace#FAR} while none may. */
    long opensAt() {
        return isOnTrial ? trialAt : Pace.FAR;
    }
}
