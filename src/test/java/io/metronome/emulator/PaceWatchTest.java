package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaceWatchTest {
    private static final long MILLI = 1_000_000;
    private static final long DELAY = 500 * MILLI;

    private final PaceWatch watch =
            new PaceWatch("1101000001", Duration.ofMillis(10).toNanos());

    @Test
    void catchesAnEarlyCall() {
        arrive(0, 0);
        arrive(500, 0);
        arrive(950, 0);

        assertThat(watch.early()).singleElement().satisfies(early -> {
            assertThat(early.gapMillis()).isEqualTo(450);
            assertThat(early.requiredMillis()).isEqualTo(500);
            assertThat(early.shortByMillis()).isEqualTo(50);
        });
        assertThat(watch.summary().smallestGapMillis()).isEqualTo(450.0);
        assertThat(watch.summary().meanGapMillis()).isEqualTo(475.0);
    }

    @Test
    void asksForTheTypingTimeOfTheCallBefore() {
        arrive(0, 1_000);
        arrive(1_400, 0);
        arrive(1_900, 0);

        assertThat(watch.early())
                .singleElement()
                .extracting(Report.EarlyCall::requiredMillis)
                .isEqualTo(1_500.0);
    }

    @Test
    void catchesSmallThefts() {
        for (int i = 0; i < 100; i++) {
            arrive(i * 499L, 0);
        }

        assertThat(watch.summary().longestRunMillis()).isCloseTo(99, within(0.001));
        assertThat(watch.summary().earlyCalls()).isEqualTo(89);
    }

    @Test
    void forgivesAnHonestClientItsNetwork() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            watch.arrived("sendContact", at(i * DELAY + random.nextLong(9 * MILLI)), DELAY, 0);
        }

        assertThat(watch.summary().shortGaps()).as("seed %d", seed).isPositive();
        assertThat(watch.summary().earlyCalls()).as("seed %d", seed).isZero();
    }

    @Test
    void grantsNoBurstAfterIdling() {
        arrive(0, 0);
        arrive(60_000, 0);
        arrive(60_001, 0);

        assertThat(watch.summary().earlyCalls()).isEqualTo(1);
    }

    private void arrive(long millis, long typingMillis) {
        watch.arrived("sendTyping", at(millis * MILLI), DELAY, typingMillis * MILLI);
    }

    private static Moment at(long nanos) {
        return new Moment(nanos, nanos / MILLI);
    }
}
