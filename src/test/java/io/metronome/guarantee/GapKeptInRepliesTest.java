package io.metronome.guarantee;

import static io.metronome.guarantee.Sample.accepted;
import static io.metronome.guarantee.Sample.dead;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import org.junit.jupiter.api.Test;

class GapKeptInRepliesTest {
    private final GapKeptInReplies guarantee = new GapKeptInReplies();

    @Test
    void holdsForStartsOneGapApartInWhateverOrderTheyAreRead() {
        guarantee.replied(accepted(2, 999));
        guarantee.replied(accepted(1, 500));
        guarantee.replied(accepted(0, 0));
        guarantee.replied(dead(3, Reason.REJECTED, 1));
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void isBrokenByTwoStartsThatAreTooClose() {
        guarantee.replied(accepted(0, 0));
        guarantee.replied(accepted(1, 480));
        assertThat(guarantee.broken()).singleElement().asString().contains("id-1 480 ms after id-0");
    }
}
