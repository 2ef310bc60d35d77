package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestoreRoomTest {
    private static final long MOST = 100;

    private final RestoreRoom room = new RestoreRoom();
    private final RestoreRoom.Share one = room.share(this::hasRoomFor);
    private final RestoreRoom.Share two = room.share(this::hasRoomFor);
    private boolean othersWait = true;

    @Test
    void restoresShareTheRoom() {
        assertThat(one.isEnoughFor(60)).isTrue();
        assertThat(two.isEnoughFor(40)).isTrue();
        assertThat(two.isEnoughFor(41)).as("more than is left").isFalse();
    }

    @Test
    void theFirstGoesOnWhenNothingElseCanMakeRoom() {
        othersWait = false;
        assertThat(one.isEnoughFor(60)).isTrue();
        assertThat(two.isEnoughFor(60)).as("the second waits for the first").isFalse();
        assertThat(one.isEnoughFor(70)).isTrue();
        one.gone();
        assertThat(two.isEnoughFor(120)).as("it is the first now").isTrue();
    }

    @Test
    void nobodyGoesOnWhileSomethingWaitsToBeTakenIn() {
        othersWait = false;
        assertThat(one.isEnoughFor(90)).isTrue();
        one.isRead(90);
        assertThat(two.isEnoughFor(20)).isFalse();
        one.gone();
        assertThat(two.isEnoughFor(20)).isTrue();
    }

    @Test
    void theFirstWaitsForCommandsThatWillEnd() {
        assertThat(one.isEnoughFor(MOST + 1)).isFalse();
    }

    @Test
    void aRestoreThatNobodyWaitsForTakesNoRoom() {
        assertThat(one.isEnoughFor(60)).isTrue();
        one.gone();
        assertThat(one.isEnoughFor(90)).as("it may end its step").isTrue();
        assertThat(two.isEnoughFor(MOST)).isTrue();
    }

    @Test
    void oneThatWaitsForItsReaderHasNoTurn() {
        othersWait = false;
        room.share(this::hasRoomFor);
        assertThat(two.isEnoughFor(MOST + 1)).isTrue();
    }

    private boolean hasRoomFor(long bytes, boolean mustGoOn) {
        return bytes <= MOST || (mustGoOn && !othersWait);
    }
}
