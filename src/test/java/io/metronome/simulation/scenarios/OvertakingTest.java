package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.ledger.LedgerFormat;
import io.metronome.simulation.api.ApiCall;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A one-time code has high priority: it overtakes the campaign of its instance that is under way, within one gap. */
@ExtendWith(SilentLogs.class)
class OvertakingTest {
    private static final String ONE = "1101000001";
    private static final Duration GAP = Duration.ofSeconds(15);
    private static final int CAMPAIGN = 10_000;
    private static final int CODES = 20;

    @AutoClose
    private final Scenario scenario = new Scenario();

    OvertakingTest() {
        scenario.configuration().format(LedgerFormat.CONDITIONS);
        scenario.restart();
        scenario.api().delay(ONE, GAP);
        scenario.run(Duration.ofSeconds(20));
    }

    @Test
    void aCodeGoesWithinOneGap() {
        campaign();
        scenario.run(Duration.ofMinutes(5));
        for (int code = 0; code < CODES; code++) {
            assertThat(waitOf("code-" + code)).isLessThanOrEqualTo(GAP.plusMillis(20));
            // Each comes at another moment of the gap.
            scenario.run(Duration.ofMillis(40_777));
        }
        assertThat(scenario.reasons()).isEmpty();
        assertGapsKept();
    }

    @Test
    void aCodeGoesWithinOneGapAlsoAfterAHandOver() {
        campaign();
        scenario.run(Duration.ofMinutes(5)).restart().run(Duration.ofSeconds(20));
        assertThat(waitOf("code")).isLessThanOrEqualTo(GAP.plusMillis(20));
        assertGapsKept();
    }

    @Test
    void aCodeGoesWithinOneGapWhenTheDayIsFullAndTheHoursAreOver() {
        scenario.configuration()
                .rules(PaceRules.NONE
                        .withCap(new DailyCap(ZoneOffset.UTC, 10))
                        .withHours(HoursTest.daily("UTC", 0, 10, true)));
        scenario.worker().instancesChanged();
        campaign();
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).as("the day is full").hasSize(10);
        assertThat(waitOf("early")).isLessThanOrEqualTo(GAP.plusMillis(20));
        scenario.run(Duration.ofMinutes(10));
        assertThat(waitOf("late")).as("the hours are over").isLessThanOrEqualTo(GAP.plusMillis(20));
        assertThat(scenario.run(Duration.ofSeconds(1)).results()).hasSize(12);
    }

    private void campaign() {
        for (int i = 0; i < CAMPAIGN; i++) {
            scenario.status(ONE, "sale-" + i, "\"priority\":\"bulk\"");
        }
    }

    /* Milliseconds from its record to its call. */
    private Duration waitOf(String code) {
        int called = scenario.api().calls().size();
        long produced = scenario.broker().millis();
        scenario.status(ONE, code, "\"priority\":\"high\"");
        scenario.runUntil(() -> scenario.api().calls().stream().skip(called).anyMatch(call -> isOf(code, call)));
        return Duration.ofMillis(scenario.broker().millis() - produced);
    }

    private static boolean isOf(String code, ApiCall call) {
        return call.body().contains("\"" + code + "\"");
    }

    private void assertGapsKept() {
        for (int i = 1; i < scenario.api().times(ONE).size(); i++) {
            long gap =
                    scenario.api().times(ONE).get(i) - scenario.api().times(ONE).get(i - 1);
            assertThat(gap).isGreaterThanOrEqualTo(GAP.toMillis());
        }
    }
}
