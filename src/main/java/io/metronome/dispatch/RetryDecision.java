package io.metronome.dispatch;

import io.metronome.command.OnUnknown;
import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.delivery.RetryPolicy;
import io.metronome.dispatch.instance.PendingCommand;

/** The meaning of an answer for its command. */
sealed interface RetryDecision {

    /** The command ends well. */
    record Accept(Answer.Accepted answer) implements RetryDecision {}

    /** The command ends as a dead letter. */
    record End(Reason reason, String detail, int status) implements RetryDecision {}

    /** The command is tried again, not before so many milliseconds. */
    record TryAgain(long afterMillis, boolean throttled) implements RetryDecision {}

    /** The command waits, and nothing else of its instance is tried. */
    record HoldInstance(Answer.Held answer) implements RetryDecision {}

    /** The command waits until the instance's state tells whether it was refused for good. */
    record AskState(String detail) implements RetryDecision {}

    /** The command was not tried. */
    record NotTried() implements RetryDecision {}

    /**
     * The policy, pure.
     *
     * @param pending which has noted the answer already
     * @param jitter 0 up to 1
     */
    static RetryDecision of(Answer answer, PendingCommand pending, RetryPolicy retry, double jitter) {
        return of(
                answer,
                pending.onUnknown(),
                pending.attempts().failures(),
                pending.attempts().isUnknown(),
                retry,
                jitter);
    }

    /**
     * The policy, by what it depends on.
     *
     * @param failures tries that count against the limit, this one included
     * @param anyUnknown whether the outcome of this or an earlier try is unknown
     */
    static RetryDecision of(
            Answer answer, OnUnknown onUnknown, int failures, boolean anyUnknown, RetryPolicy retry, double jitter) {
        return switch (answer) {
            case Answer.Accepted accepted -> new Accept(accepted);
            case Answer.Refused refused -> new End(Reason.REJECTED, refused.detail(), refused.status());
            case Answer.Withheld withheld -> new NotTried();
            case Answer.Held held -> new HoldInstance(held);
            case Answer.Forbidden forbidden -> new AskState(forbidden.detail());
            case Answer.Again again -> again(again, failures, anyUnknown, retry, jitter);
            case Answer.Unknown unknown ->
                onUnknown == OnUnknown.REPORT
                        ? new End(Reason.OUTCOME_UNKNOWN, unknown.detail(), unknown.status())
                        : resend(unknown, failures, retry, jitter);
        };
    }

    private static RetryDecision again(
            Answer.Again answer, int failures, boolean anyUnknown, RetryPolicy retry, double jitter) {
        if (answer.throttled()) {
            return new TryAgain(RetryPolicy.throttleMillis(answer.afterMillis(), jitter), true);
        }
        if (!retry.allowsAnother(failures)) {
            return exhausted(answer.status(), answer.detail(), failures, anyUnknown);
        }
        return new TryAgain(Math.max(answer.afterMillis(), backoff(failures, retry, jitter)), false);
    }

    private static RetryDecision resend(Answer.Unknown answer, int failures, RetryPolicy retry, double jitter) {
        return retry.allowsAnother(failures)
                ? new TryAgain(backoff(failures, retry, jitter), false)
                : exhausted(answer.status(), answer.detail(), failures, true);
    }

    /* A failure that is the host's counts for no attempt, and is waited for as after a first one. */
    private static long backoff(int failures, RetryPolicy retry, double jitter) {
        return retry.backoffMillis(Math.max(1, failures), jitter);
    }

    private static End exhausted(int status, String detail, int failures, boolean unknown) {
        String doubt = unknown ? "; the outcome of at least one of them is unknown" : "";
        return new End(
                Reason.RETRIES_EXHAUSTED, failures + " attempts failed" + doubt + ", the last: " + detail, status);
    }
}
