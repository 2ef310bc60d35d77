package io.metronome.guarantee;

import static io.metronome.guarantee.Sample.call;
import static io.metronome.guarantee.Sample.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.Priority;
import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import io.metronome.pacing.Jitter;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hours, daily caps and jitter. Time begins at midnight of a Thursday, UTC. */
class PaceRulesKeptTest {
    private static final String INSTANCE = "1101000001";
    private static final long MINUTE = 60_000;
    private static final Duration ALLOWANCE = Duration.ofMillis(20);

    private final NothingOutsideHours hours = new NothingOutsideHours(
            of(PaceRules.NONE.withHours(
                    new SendingHours(ZoneOffset.UTC, Map.of(DayOfWeek.THURSDAY, List.of(new Window(1, 2))), true))),
            ALLOWANCE);
    private final CapKept cap = new CapKept(of(PaceRules.NONE.withCap(new DailyCap(ZoneOffset.UTC, 2))));
    private final JitterKept jitter = new JitterKept(of(PaceRules.NONE.withJitter(100)), 1, ALLOWANCE);

    private static Map<String, PaceRules> of(PaceRules rules) {
        return Map.of(INSTANCE, rules);
    }

    @Test
    void hoursHoldForCallsWithinThemOrALittleLater() {
        tell(hours, 3);
        hours.called(call(1, MINUTE));
        hours.called(call(2, 2 * MINUTE - 1));
        hours.called(call(3, 2 * MINUTE + 15));
        assertThat(hours.broken()).isEmpty();
    }

    @Test
    void hoursAreBrokenByACallBeforeOrBehindThem() {
        tell(hours, 2);
        hours.called(call(1, MINUTE - 1));
        hours.called(call(2, 2 * MINUTE + 25));
        assertThat(hours.broken()).hasSize(2).allMatch(breach -> breach.contains("outside of the hours"));
    }

    @Test
    void hoursDoNotBindHighPriorityWhereTheFileSaysSo() {
        hours.produced(command(1, Priority.HIGH, null, null));
        hours.called(call(1, 0));
        assertThat(hours.broken()).isEmpty();
    }

    @Test
    void aCapIsBrokenByOneCommandTooMany() {
        tell(cap, 3);
        cap.called(call(1, 0));
        cap.called(call(2, 500));
        cap.called(call(3, 1_000));
        assertThat(cap.broken()).singleElement().asString().contains("when 2 calls of the day counted");
    }

    @Test
    void aCapCountsNoRefusalNoRepetitionAndNoOtherDay() {
        tell(cap, 4);
        cap.called(call(1, 0));
        cap.called(call(1, 500));
        cap.called(call(2, 1_000, false));
        cap.called(call(3, 1_500));
        cap.called(call(4, 24 * 60 * MINUTE));
        assertThat(cap.broken()).isEmpty();
    }

    @Test
    void aCapCountsUnknownOutcomes() {
        tell(cap, 3);
        cap.called(call(1, 0));
        CallSeen two = call(2, 500, false);
        cap.called(
                new CallSeen(INSTANCE, two.method(), two.body(), two.at(), two.gap(), two.delay(), true, false, true));
        cap.called(call(3, 1_000));
        assertThat(cap.broken()).hasSize(1);
    }

    @Test
    void aCapDoesNotHoldBackHighPriority() {
        tell(cap, 2);
        cap.produced(command(3, Priority.HIGH, null, null));
        cap.called(call(1, 0));
        cap.called(call(2, 500));
        cap.called(call(3, 1_000));
        assertThat(cap.broken()).isEmpty();
    }

    @Test
    void jitterIsDrawnForEachCall() {
        tell(jitter, 3);
        long first = 500 + drawn(1);
        long second = first + 500 + drawn(2);
        jitter.called(call(1, 0));
        jitter.called(call(2, first));
        jitter.called(call(3, second - 10));
        assertThat(jitter.broken()).isEmpty();
    }

    @Test
    void jitterIsBrokenByAGapThatIsTooShort() {
        tell(jitter, 2);
        jitter.called(call(1, 0));
        jitter.called(call(2, 500 + drawn(1) - 25));
        assertThat(jitter.broken()).singleElement().asString().contains("with its jitter");
    }

    private static long drawn(long offset) {
        return (long) (500 * Jitter.drawn(INSTANCE, offset));
    }

    private static void tell(Guarantee guarantee, int commands) {
        for (int i = 1; i <= commands; i++) {
            guarantee.produced(command(i));
        }
    }
}
