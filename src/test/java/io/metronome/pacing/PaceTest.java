package io.metronome.pacing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long NOW = -5_000_000_000L;

    private final Pace pace = new Pace();

    @Test
    void anUnknownDelayLetsOneGo() {
        assertThat(pace.earliest()).isEqualTo(Pace.NEVER);
        assertThat(pace.isKnown()).isFalse();
        assertThat(pace.delayMillis()).isZero();
    }

    @Test
    void theSecondWaitsUntilTheDelayIsKnown() {
        pace.departed(NOW, 0);
        assertThat(pace.earliest()).isEqualTo(Pace.FAR);
        assertThat(pace.gapMillis()).isZero();
        pace.know(15_000);
        assertThat(pace.earliest()).isEqualTo(NOW + MILLISECONDS.toNanos(15_000));
    }

    @Test
    void theFirstGoesAtOnceWhenTheDelayIsKnown() {
        pace.know(15_000);
        assertThat(pace.earliest()).isEqualTo(Pace.NEVER);
    }

    @Test
    void typingIsAddedToTheGapBehindIt() {
        pace.know(500);
        pace.departed(NOW, 1_000);
        assertThat(pace.gapMillis()).isEqualTo(1_500);
        assertThat(pace.earliest()).isEqualTo(NOW + MILLISECONDS.toNanos(1_500));
        pace.departed(NOW + 7, 0);
        assertThat(pace.earliest()).isEqualTo(NOW + 7 + MILLISECONDS.toNanos(500));
    }

    @Test
    void aWholeDayWithTypingFits() {
        pace.know(86_400_000);
        pace.departed(NOW, 20_000);
        assertThat(pace.earliest()).isEqualTo(NOW + MILLISECONDS.toNanos(86_420_000));
    }

    @Test
    void departuresNeverMoveBackwards() {
        pace.know(500);
        pace.departed(NOW, 1_000);
        pace.departed(NOW - 1, 0);
        assertThat(pace.departedAt()).isEqualTo(NOW);
        assertThat(pace.typingMillis()).isEqualTo(1_000);
    }

    @Test
    void whatIsRestoredOverridesAnAssumption() {
        pace.departed(NOW, 0);
        pace.restored(NOW - 10, 20, true);
        assertThat(pace.departedAt()).isEqualTo(NOW - 10);
        assertThat(pace.typingMillis()).isEqualTo(20);
    }

    @Test
    void theFallbackNeverOutrunsAKnownDelay() {
        pace.know(15_000);
        pace.fallBackTo(1_000);
        assertThat(pace.delayMillis()).isEqualTo(15_000);
        assertThat(pace.isGuessed()).isFalse();
    }

    @Test
    void aDelayThatMayComeMakesAKnownDelayNoShorter() {
        pace.fallBackTo(2_000);
        pace.atLeast(1_000);
        assertThat(pace.delayMillis()).isEqualTo(2_000);
        pace.atLeast(4_000);
        assertThat(pace.delayMillis()).isEqualTo(4_000);
        assertThat(pace.isGuessed()).isTrue();
    }

    @Test
    void aDelayThatMayComeLeavesAnUnknownDelayUnknown() {
        pace.atLeast(4_000);
        assertThat(pace.isKnown()).isFalse();
        pace.fallBackTo(1_000);
        assertThat(pace.delayMillis()).isEqualTo(4_000);
    }

    @Test
    void theFallbackServesWhereNothingIsKnownAndGivesWayToTheTruth() {
        pace.fallBackTo(1_000);
        assertThat(pace.delayMillis()).isEqualTo(1_000);
        assertThat(pace.isGuessed()).isTrue();
        pace.know(15_000);
        assertThat(pace.delayMillis()).isEqualTo(15_000);
        assertThat(pace.isGuessed()).isFalse();
    }

    @Test
    void aDelayLearntAfterADepartureCountsFromThatDeparture() {
        pace.know(15_000);
        pace.departed(NOW, 0);
        pace.know(500);
        assertThat(pace.earliest()).isEqualTo(NOW + MILLISECONDS.toNanos(500));
    }
}
