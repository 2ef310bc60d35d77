package io.metronome.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpiryCountsTest {
    private final ExpiryCounts counts = new ExpiryCounts();

    @Test
    void countsThoseThatExpireAtThatMomentOrLater() {
        for (long moment : new long[] {5, 7, 7, 9, Long.MAX_VALUE}) {
            counts.add(moment);
        }
        assertThat(counts.from(5, 100)).isEqualTo(5);
        assertThat(counts.from(7, 100)).isEqualTo(4);
        assertThat(counts.from(8, 100)).isEqualTo(2);
        assertThat(counts.from(Long.MAX_VALUE, 100)).isEqualTo(1);
        assertThat(counts.from(5, 3)).isEqualTo(3);
        assertThat(counts.from(5, 0)).isZero();
    }

    @Test
    void forgetsThoseThatLeft() {
        counts.add(7);
        counts.add(7);
        counts.add(Long.MAX_VALUE);
        counts.remove(7);
        counts.remove(Long.MAX_VALUE);
        assertThat(counts.from(0, 100)).isEqualTo(1);
        counts.remove(7);
        assertThat(counts.from(0, 100)).isZero();
    }

    @Test
    void countsTooFewRatherThanForLong() {
        for (long moment = 1; moment <= 5_000; moment++) {
            counts.add(moment);
        }
        assertThat(counts.from(1, 10_000)).isEqualTo(1_000);
        assertThat(counts.from(4_500, 10_000)).isEqualTo(501);
    }
}
