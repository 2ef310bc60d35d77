package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.HoldReason;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The instances file loses instances while their commands wait, and names them again or does not. */
@ExtendWith(SilentLogs.class)
class InstancesFileChangesTest {
    private static final String ONE = "1101000001";
    private static final int COMMANDS = 10;

    @AutoClose
    private final Scenario scenario = new Scenario();

    InstancesFileChangesTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void aHeldInstanceThatComesBackIsServed() {
        scenario.api().hold(ONE, HoldReason.NOT_AUTHORIZED);
        produce();
        scenario.run(Duration.ofSeconds(30));
        scenario.named(ONE, false).run(Duration.ofMinutes(3));
        scenario.api().authorizeAll();
        scenario.named(ONE, true).run(Duration.ofMinutes(3));
        assertAllSent();
    }

    @Test
    void anInstanceWhoseDelayIsNotKnownYetIsServedWhenItComesBack() {
        scenario.api().hideSettings(ONE);
        produce();
        scenario.run(Duration.ofMillis(20)).named(ONE, false).run(Duration.ofMinutes(3));
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.named(ONE, true).run(Duration.ofMinutes(3));
        assertAllSent();
    }

    @Test
    void commandsWaitFiveMinutesForTheirInstance() {
        produce();
        scenario.run(Duration.ofMillis(10)).named(ONE, false);
        scenario.run(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(scenario.reasons()).isEmpty();
        scenario.run(Duration.ofSeconds(3));
        assertThat(scenario.reasons()).isNotEmpty().containsOnly("UNKNOWN_INSTANCE");
        assertThat(scenario.reasons().size() + scenario.results().size()).isEqualTo(COMMANDS);
    }

    @Test
    void restoredCommandsWaitForTheirInstance() {
        produce();
        scenario.run(Duration.ofMillis(700)).named(ONE, false).restart().run(Duration.ofMinutes(2));
        assertThat(scenario.reasons()).isEmpty();
        scenario.named(ONE, true).run(Duration.ofMinutes(1));
        assertAllSent();
    }

    @Test
    void aCommandThatExpiresWhileItsInstanceIsMissingEndsAsExpired() {
        scenario.named(ONE, false).named(ONE, true);
        produce();
        scenario.status(ONE, "late", "\"expiresAt\":" + scenario.at(Duration.ofMinutes(1)));
        scenario.run(Duration.ofMillis(10)).named(ONE, false).run(Duration.ofMinutes(2));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void onlyAnInstanceWithCommandsHasWaitingOnes() throws Exception {
        produce();
        scenario.run(Duration.ofSeconds(1));
        Future<Boolean> ofOne = scenario.worker().hasWaitingCommands(ONE);
        Future<Boolean> ofAnother = scenario.worker().hasWaitingCommands("1101000002");
        scenario.run(Duration.ofMillis(1));
        assertThat(ofOne.get()).isTrue();
        assertThat(ofAnother.get()).isFalse();
        scenario.run(Duration.ofMinutes(1));
        assertAllSent();
        Future<Boolean> afterwards = scenario.worker().hasWaitingCommands(ONE);
        scenario.run(Duration.ofMillis(1));
        assertThat(afterwards.get()).isFalse();
    }

    private void produce() {
        for (int i = 0; i < COMMANDS; i++) {
            scenario.status(ONE, "m" + i);
        }
    }

    private void assertAllSent() {
        assertThat(scenario.reasons()).isEmpty();
        assertThat(scenario.results()).hasSize(COMMANDS);
    }
}
