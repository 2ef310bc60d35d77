package io.metronome.pacing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JitterTest {
    private static final String ONE = "1101000001";
    private static final int GAPS = 10_000;
    private static final int DELAY = 15_000;
    private static final int PERCENT = 30;

    @Test
    void tenThousandGapsAreSpreadEvenlyAndNoneIsShorterThanTheDelay() {
        long[] gaps = LongStream.range(0, GAPS).map(JitterTest::gap).toArray();
        int range = DELAY * PERCENT / 100;
        int[] tenths = new int[10];
        for (long gap : gaps) {
            assertThat(gap).isBetween((long) DELAY, (long) DELAY + range - 1);
            tenths[(int) ((gap - DELAY) * tenths.length / range)]++;
        }
        assertThat(IntStream.of(tenths).boxed())
                .as("a tenth of the gaps in each tenth of the range")
                .allMatch(count -> count > 900 && count < 1_100);
        assertThat(LongStream.of(gaps).average().orElseThrow()).isBetween(DELAY + 0.49 * range, DELAY + 0.51 * range);
    }

    @Test
    void everyWorkerDrawsTheSame() {
        assertThat(Jitter.drawn(ONE, 7)).isEqualTo(Jitter.drawn(ONE, 7)).isEqualTo(KNOWN);
        assertThat(Jitter.drawn(ONE, 8)).isNotEqualTo(KNOWN);
        assertThat(Jitter.drawn("1101000002", 7)).isNotEqualTo(KNOWN);
    }

    /** Written down, because workers of two versions must agree. */
    private static final double KNOWN = 0.31155966942907787;

    @Test
    void anAssumedDepartureIsFollowedByTheLongestJitter() {
        Pace pace = pace();
        pace.departed(0, 0);
        assertThat(pace.earliest()).isEqualTo(MILLISECONDS.toNanos(19_500));
    }

    @Test
    void aRestoredGapIsTheOneThatWasDrawn() {
        Pace pace = pace();
        pace.departed(0, 1_000, 0.5);
        Pace next = pace();
        next.restored(0, pace.besideDelayMillis(), true);
        assertThat(next.earliest()).isEqualTo(pace.earliest()).isEqualTo(MILLISECONDS.toNanos(18_250));
    }

    @Test
    void jitterThatIsTakenBackCountsNoLonger() {
        Pace pace = pace();
        pace.departed(0, 0, 0.5);
        pace.jitter(0);
        assertThat(pace.earliest()).isEqualTo(MILLISECONDS.toNanos(DELAY));
    }

    @Test
    void theLongestGapOfAllCanBeToldInMilliseconds() {
        Pace pace = new Pace();
        pace.jitter(300);
        pace.know(86_400_000);
        assertThat(pace.longestGapMillis(20_000)).isEqualTo(4 * 86_400_000 + 20_000);
    }

    private static Pace pace() {
        Pace pace = new Pace();
        pace.jitter(PERCENT);
        pace.know(DELAY);
        return pace;
    }

    private static long gap(long offset) {
        Pace pace = pace();
        pace.departed(0, 0, Jitter.drawn(ONE, offset));
        return pace.gapMillis();
    }
}
