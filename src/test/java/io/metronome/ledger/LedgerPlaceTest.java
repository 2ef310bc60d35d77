package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerPlaceTest {
    @Test
    void keepsSlotAndIndexAndWhetherItIsOutdated() {
        for (int slot : new int[] {0, 1, 1_000, LedgerPlace.MOST_SLOTS - 1}) {
            for (int index : new int[] {0, 1, LedgerPlace.MOST_COMMANDS - 1}) {
                int place = LedgerPlace.inBlock(slot, index);
                int outdated = LedgerPlace.outdated(place);
                for (int either : new int[] {place, outdated}) {
                    assertThat(LedgerPlace.isInBlock(either)).isTrue();
                    assertThat(LedgerPlace.slot(either)).isEqualTo(slot);
                    assertThat(LedgerPlace.index(either)).isEqualTo(index);
                    assertThat(LedgerPlace.current(either)).isEqualTo(place);
                }
                assertThat(LedgerPlace.isSaved(place)).isTrue();
                assertThat(LedgerPlace.isSaved(outdated)).isFalse();
                assertThat(LedgerPlace.isOutdated(outdated)).isTrue();
            }
        }
    }

    @Test
    void nowhereAndARecordOfItsOwnAreNoBlocks() {
        assertThat(LedgerPlace.isInBlock(LedgerPlace.ABSENT)).isFalse();
        assertThat(LedgerPlace.isInBlock(LedgerPlace.SINGLE)).isFalse();
        assertThat(LedgerPlace.isInBlock(LedgerPlace.outdated(LedgerPlace.SINGLE)))
                .isFalse();
        assertThat(LedgerPlace.isSaved(LedgerPlace.ABSENT)).isFalse();
        assertThat(LedgerPlace.isSaved(LedgerPlace.SINGLE)).isTrue();
    }
}
