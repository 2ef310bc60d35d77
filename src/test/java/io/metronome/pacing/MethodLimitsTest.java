package io.metronome.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MethodLimitsTest {
    private static final long MILLI = 1_000_000;
    private static final Method TYPING = method("sendTyping");
    private static final Method STATUS = method("sendTextStatus");
    private static final Method SETTINGS = method("setSettings");

    private final MethodLimits limits = new MethodLimits();

    @Test
    void knowsTheCataloguesRatesAndKeepsAMargin() {
        limits.called(SETTINGS, 0);
        limits.called(STATUS, 0);

        assertThat(limits.readyAt(SETTINGS)).isEqualTo(1_200 * MILLI);
        assertThat(limits.readyAt(STATUS)).isEqualTo(240 * MILLI);
        assertThat(limits.readyAt(TYPING)).isEqualTo(Pace.NEVER);
        assertThat(limits.latest()).isEqualTo(1_200 * MILLI);
    }

    @Test
    void takesTheApisWordForItsRate() {
        limits.called(TYPING, 0);
        limits.told(TYPING, 0.5, OptionalLong.of(3), 50 * MILLI);
        assertThat(limits.readyAt(TYPING)).as("there is credit left").isEqualTo(240 * MILLI);
        limits.called(TYPING, 300 * MILLI);
        assertThat(limits.readyAt(TYPING)).isEqualTo(2_700 * MILLI);
        limits.told(TYPING, 100, OptionalLong.of(99), 2_800 * MILLI);
        limits.called(TYPING, 2_800 * MILLI);
        assertThat(limits.readyAt(TYPING)).isEqualTo(2_812 * MILLI);
    }

    @Test
    void waitsForOneToComeBackWhereNoneIsLeft() {
        limits.called(STATUS, 0);
        limits.told(STATUS, 5, OptionalLong.of(0), 900 * MILLI);
        assertThat(limits.readyAt(STATUS)).isEqualTo(1_140 * MILLI);
        limits.told(STATUS, 0, OptionalLong.of(0), 1_000 * MILLI);
        assertThat(limits.readyAt(STATUS))
                .as("the rate of before where none is told")
                .isEqualTo(1_240 * MILLI);
        limits.told(STATUS, 0, OptionalLong.of(7), 5_000 * MILLI);
        assertThat(limits.readyAt(STATUS)).isEqualTo(1_240 * MILLI);
        limits.told(STATUS, 1, OptionalLong.empty(), 2_000 * MILLI);
        assertThat(limits.readyAt(STATUS))
                .as("a rate without what is left may be used up")
                .isEqualTo(3_200 * MILLI);
    }

    @Test
    void leavesTheOtherMethodsAlone() {
        limits.stop(TYPING, 60_000 * MILLI);
        limits.told(TYPING, 0.1, OptionalLong.of(0), 0);

        assertThat(limits.readyAt(STATUS)).isEqualTo(Pace.NEVER);
        limits.called(STATUS, 0);
        assertThat(limits.readyAt(STATUS)).isEqualTo(240 * MILLI);
        assertThat(limits.readyAt(TYPING)).isEqualTo(60_000 * MILLI);
    }

    private static Method method(String name) {
        return Objects.requireNonNull(Catalogue.find(name), name);
    }
}
