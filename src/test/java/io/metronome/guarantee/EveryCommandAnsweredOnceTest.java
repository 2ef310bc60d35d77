package io.metronome.guarantee;

import static io.metronome.guarantee.Sample.accepted;
import static io.metronome.guarantee.Sample.command;
import static io.metronome.guarantee.Sample.dead;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EveryCommandAnsweredOnceTest {
    private final EveryCommandAnsweredOnce guarantee = new EveryCommandAnsweredOnce();

    @Test
    void holdsWhenEachCommandHasOneReplyOfEitherKind() {
        guarantee.produced(command(1));
        guarantee.produced(command(2));
        guarantee.replied(dead(2, Reason.INVALID, 0));
        guarantee.replied(accepted(1, 0));
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void isBrokenByAMissingReply() {
        guarantee.produced(command(1));
        assertThat(guarantee.broken()).singleElement().asString().contains("id-1", "0 replies");
    }

    @Test
    void isBrokenByASecondReply() {
        guarantee.produced(command(1));
        guarantee.replied(accepted(1, 0));
        guarantee.replied(dead(1, Reason.EXPIRED, 1));
        assertThat(guarantee.broken()).singleElement().asString().contains("id-1", "2 replies");
    }

    @Test
    void isBrokenByAReplyToNobody() {
        guarantee.replied(accepted(7, 0));
        assertThat(guarantee.broken()).singleElement().asString().contains("0-7");
    }

    @Test
    void isBrokenByAReplyUnderAnotherId() {
        guarantee.produced(command(1));
        guarantee.replied(
                new ReplySeen(new Position(0, 1), "other", "1101000001", 1, Sample.at(0), Duration.ZERO, null, null));
        assertThat(guarantee.broken()).singleElement().asString().contains("id-1", "as other");
    }
}
