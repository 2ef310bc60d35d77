package io.metronome.dispatch.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingsChangeTest {
    private static final long NOW = 1_000;
    private static final long END = 5_000;

    private final SettingsChange change = new SettingsChange();

    @Test
    void theLongerDelayCountsUntilTheNewOneShows() {
        change.begin(4_000, END);
        assertThat(change.delayAfter(500, NOW)).isEqualTo(4_000);
        assertThat(change.delayAfter(4_000, NOW)).isEqualTo(4_000);
        assertThat(change.isOpen(NOW)).isFalse();
        assertThat(change.delayAfter(500, NOW)).isEqualTo(500);
    }

    @Test
    void theDelayThatShowsCountsWhenTheTimeIsOver() {
        change.begin(4_000, END);
        assertThat(change.delayAfter(500, END)).isEqualTo(500);
        assertThat(change.leavesDoubt()).isFalse();
    }

    @Test
    void anEarlierDelayMayComeAfterALaterOneWasAskedFor() {
        change.begin(4_000, END);
        assertThat(change.delayAfter(500, NOW)).isEqualTo(4_000);
        change.begin(1_500, END);
        assertThat(change.delayAfter(500, NOW)).isEqualTo(4_000);
        assertThat(change.delayAfter(4_000, NOW)).as("it has come").isEqualTo(4_000);
        assertThat(change.delayAfter(1_500, NOW)).isEqualTo(1_500);
        assertThat(change.isOpen(NOW)).isFalse();
    }

    @Test
    void theLastDelayMayShowAtOnce() {
        change.begin(4_000, END);
        assertThat(change.delayAfter(500, NOW)).isEqualTo(4_000);
        change.begin(1_500, END);
        assertThat(change.delayAfter(1_500, NOW)).isEqualTo(1_500);
        assertThat(change.isOpen(NOW)).isFalse();
    }

    @Test
    void theOldDelayIsNotTakenForTheNewOneOfTheSameLength() {
        change.begin(4_000, END);
        assertThat(change.delayAfter(500, NOW)).isEqualTo(4_000);
        change.begin(500, END);
        assertThat(change.delayAfter(500, NOW)).as("4 s may come yet").isEqualTo(4_000);
        assertThat(change.delayAfter(500, END)).isEqualTo(500);
    }

    @Test
    void aChangeWithoutADelayLeavesAnEarlierDelayOpen() {
        change.begin(4_000, END);
        change.begin(0, END + 1);
        assertThat(change.until()).isEqualTo(END + 1);
        assertThat(change.delayAfter(500, NOW)).isEqualTo(4_000);
        assertThat(change.delayAfter(4_000, NOW)).isEqualTo(4_000);
        assertThat(change.isOpen(NOW)).isFalse();
    }

    @Test
    void whatAFormerOwnerKnewTakesThePlaceOfWhatWasAssumed() {
        change.assume(9_000, END);
        change.restored(4_000, END);
        assertThat(change.longestMillis()).isEqualTo(4_000);
        assertThat(change.delayAfter(500, NOW)).isEqualTo(4_000);
    }

    @Test
    void ofTwoChangesOfAFormerOwnerTheLongerCounts() {
        change.begin(9_000, END);
        change.restored(4_000, END + 1);
        assertThat(change.longestMillis()).isEqualTo(9_000);
        assertThat(change.until()).isEqualTo(END + 1);
    }
}
