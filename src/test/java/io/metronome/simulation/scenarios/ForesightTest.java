package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A command that certainly cannot make its expiry is refused when it is read, and when its instance's delay grows. */
@ExtendWith(SilentLogs.class)
class ForesightTest {
    private static final String ONE = "1101000001";

    @AutoClose
    private final Scenario scenario = new Scenario();

    ForesightTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(2));
    }

    /* The first command lets the worker know the delay. */
    private void know() {
        scenario.status(ONE, "first").run(Duration.ofSeconds(1));
    }

    private void produce(int commands, String... more) {
        for (int i = 0; i < commands; i++) {
            scenario.status(ONE, "m" + i, more);
        }
    }

    private String expiresIn(Duration time) {
        return "\"expiresAt\":" + scenario.at(time);
    }

    @Test
    void refusesWhatCannotBeCalledInTime() {
        know();
        produce(100);
        scenario.status(ONE, "late", expiresIn(Duration.ofSeconds(10))).run(Duration.ofMillis(200));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
        assertThat(scenario.details())
                .singleElement()
                .asString()
                .contains("expiresAt cannot be met: at least 20 commands go first", "500 ms", "its turn comes at 20");
    }

    @Test
    void refusesTheEndOfACampaignWithOneExpiryAndSendsTheRest() {
        know();
        produce(100, expiresIn(Duration.ofSeconds(10)));
        scenario.run(Duration.ofMillis(300));
        assertThat(scenario.reasons()).hasSizeBetween(79, 80).containsOnly("EXPIRED");
        int refused = scenario.reasons().size();
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.reasons()).as("nothing was refused too late").hasSize(refused);
        assertThat(scenario.results()).hasSize(1 + 100 - refused);
    }

    @Test
    void countsNoneThatExpireFirst() {
        know();
        scenario.api().latency(ONE, Duration.ofSeconds(8));
        produce(100, expiresIn(Duration.ofSeconds(9)));
        scenario.status(ONE, "last", expiresIn(Duration.ofSeconds(20))).run(Duration.ofMillis(300));
        assertThat(scenario.details()).noneMatch(detail -> detail.contains("at least 40"));
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.api().bodies()).anyMatch(body -> body.contains("last"));
    }

    @Test
    void countsThoseOfAHigherPriorityAndNotThoseOfALowerOne() {
        know();
        produce(50, "\"priority\":\"normal\"");
        scenario.status(ONE, "bulk", "\"priority\":\"bulk\"", expiresIn(Duration.ofSeconds(10)))
                .status(ONE, "high", "\"priority\":\"high\"", expiresIn(Duration.ofSeconds(10)))
                .run(Duration.ofSeconds(2));
        assertThat(scenario.reasons()).hasSize(1);
        assertThat(scenario.api().bodies()).anyMatch(body -> body.contains("high"));
    }

    @Test
    void neverJudgesByTheFallbackDelay() {
        scenario.api().hideSettings(ONE);
        scenario.run(Duration.ofSeconds(1));
        know();
        scenario.run(Duration.ofMinutes(1));
        produce(100);
        scenario.status(ONE, "late", expiresIn(Duration.ofSeconds(10))).run(Duration.ofSeconds(5));
        assertThat(scenario.reasons()).isEmpty();
        scenario.run(Duration.ofSeconds(6));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void aSetSettingsAheadMayLowerTheDelay() {
        scenario.api().delay(ONE, Duration.ofSeconds(5));
        know();
        scenario.run(Duration.ofSeconds(5));
        produce(1);
        scenario.produce("{\"idInstance\":\"" + ONE
                + "\",\"method\":\"setSettings\",\"body\":{\"delaySendMessagesMilliseconds\":500}}");
        produce(10);
        scenario.status(ONE, "a", expiresIn(Duration.ofSeconds(15))).run(Duration.ofMillis(300));
        assertThat(scenario.reasons()).isEmpty();
    }

    @Test
    void asksAgainWhenTheDelayGrows() {
        know();
        produce(700, expiresIn(Duration.ofMinutes(8)));
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.reasons()).isEmpty();
        scenario.api().delay(ONE, Duration.ofSeconds(5));
        scenario.run(Duration.ofSeconds(270));
        int refused = scenario.reasons().size();
        assertThat(refused).as("at the refresh").isPositive();
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.reasons()).as("nothing was refused too late").hasSize(refused);
        assertThat(scenario.results()).hasSize(701 - refused);
    }
}
