package io.metronome.guarantee;

import static io.metronome.guarantee.Sample.call;
import static io.metronome.guarantee.Sample.command;
import static io.metronome.guarantee.Sample.dead;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import org.junit.jupiter.api.Test;

class RefusedNeverSentTest {
    private final RefusedNeverSent guarantee = new RefusedNeverSent();

    @Test
    void holdsWhenOnlyCommandsThatSayTheyWereCalledWereCalled() {
        guarantee.produced(command(1));
        guarantee.produced(command(2));
        guarantee.replied(dead(1, Reason.INVALID, 0));
        guarantee.replied(dead(2, Reason.REJECTED, 1));
        guarantee.called(call(2, 0, false));
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void isBrokenByACallForARefusedCommand() {
        guarantee.produced(command(1));
        guarantee.replied(dead(1, Reason.EXPIRED, 0));
        guarantee.called(call(1, 0));
        assertThat(guarantee.broken()).singleElement().asString().contains("id-1", "EXPIRED");
    }
}
