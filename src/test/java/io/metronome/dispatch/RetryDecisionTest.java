package io.metronome.dispatch;

import static io.metronome.command.OnUnknown.REPORT;
import static io.metronome.command.OnUnknown.RESEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.OnUnknown;
import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryDecisionTest {
    private static final RetryPolicy RETRY = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final Answer.Unknown UNKNOWN = new Answer.Unknown(502, "bad gateway");

    @Test
    void acceptedIsAccepted() {
        Answer.Accepted accepted = new Answer.Accepted("x", null);
        assertThat(of(accepted, RESEND, 3)).isEqualTo(new RetryDecision.Accept(accepted));
    }

    @Test
    void refusedIsRejectedWhateverIsLeftOfItsAttempts() {
        assertThat(of(new Answer.Refused(400, "no"), RESEND, 1))
                .isEqualTo(new RetryDecision.End(Reason.REJECTED, "no", 400));
    }

    @Test
    void whatSpeaksOfTheInstanceCostsTheCommandNothing() {
        Answer.Held held = new Answer.Held(466, "quota", HoldReason.QUOTA);
        assertThat(of(held, REPORT, 99)).isEqualTo(new RetryDecision.HoldInstance(held));
        assertThat(of(new Answer.Forbidden("beta"), RESEND, 99)).isEqualTo(new RetryDecision.AskState("beta"));
    }

    @Test
    void whatWasWithheldWasNotTried() {
        assertThat(of(new Answer.Withheld(), REPORT, 9)).isEqualTo(new RetryDecision.NotTried());
    }

    @Test
    void waitsLongerAfterEachFailureAndAtLeastAsLongAsTheApiSays() {
        assertThat(of(again(0), RESEND, 1)).isEqualTo(new RetryDecision.TryAgain(1_000, false));
        assertThat(of(again(0), RESEND, 2)).isEqualTo(new RetryDecision.TryAgain(2_000, false));
        assertThat(of(again(9_000), RESEND, 2)).isEqualTo(new RetryDecision.TryAgain(9_000, false));
    }

    @Test
    void attemptsEndSomeday() {
        assertThat(of(again(0), RESEND, 3)).isInstanceOfSatisfying(RetryDecision.End.class, end -> {
            assertThat(end.reason()).isEqualTo(Reason.RETRIES_EXHAUSTED);
            assertThat(end.detail()).startsWith("3 attempts failed, the last: ").doesNotContain("unknown");
            assertThat(end.status()).isEqualTo(503);
        });
    }

    @Test
    void beingThrottledCostsNoAttempt() {
        assertThat(of(new Answer.Again(429, "slow down", 70, true), RESEND, 99))
                .isEqualTo(new RetryDecision.TryAgain(70, true));
    }

    @Test
    void anUnknownOutcomeIsSentAgainOrReportedAsTheCommandWishes() {
        assertThat(of(UNKNOWN, RESEND, 1)).isEqualTo(new RetryDecision.TryAgain(1_000, false));
        assertThat(of(UNKNOWN, REPORT, 1)).isEqualTo(new RetryDecision.End(Reason.OUTCOME_UNKNOWN, "bad gateway", 502));
    }

    @Test
    void theLastWordTellsOfAnUnknownOutcome() {
        assertThat(of(UNKNOWN, RESEND, 3)).isInstanceOfSatisfying(RetryDecision.End.class, end -> {
            assertThat(end.reason()).isEqualTo(Reason.RETRIES_EXHAUSTED);
            assertThat(end.detail()).contains("the outcome of at least one of them is unknown");
        });
        assertThat(RetryDecision.of(again(0), RESEND, 3, true, RETRY, 0))
                .isInstanceOfSatisfying(
                        RetryDecision.End.class, end -> assertThat(end.detail()).contains("unknown"));
    }

    private static Answer.Again again(long afterMillis) {
        return new Answer.Again(503, "busy", afterMillis, false);
    }

    private static RetryDecision of(Answer answer, OnUnknown policy, int failures) {
        return RetryDecision.of(answer, policy, failures, false, RETRY, 0);
    }
}
