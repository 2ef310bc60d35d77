package io.metronome.guarantee;

import static io.metronome.guarantee.Sample.at;
import static io.metronome.guarantee.Sample.call;
import static io.metronome.guarantee.Sample.command;
import static io.metronome.guarantee.Sample.dead;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Priority;
import io.metronome.command.Reason;
import org.junit.jupiter.api.Test;

class OrderPerInstanceAndPriorityTest {
    private final OrderPerInstanceAndPriority guarantee = new OrderPerInstanceAndPriority();

    @Test
    void holdsForCallsInTheOrderOfOffsets() {
        produce(1, 2, 3);
        guarantee.called(call(1, 0));
        guarantee.called(call(2, 500, false));
        guarantee.called(call(2, 1000));
        guarantee.called(call(3, 1500));
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void isBrokenWhenALaterCommandIsCalledFirst() {
        produce(1, 2);
        guarantee.called(call(2, 0));
        guarantee.called(call(1, 500));
        assertThat(guarantee.broken()).hasSize(2).first().asString().contains("id-1", "first called after id-2");
    }

    @Test
    void isBrokenWhenACommandOvertakesOneThatWaitsForARetry() {
        produce(1, 2);
        guarantee.called(call(1, 0, false));
        guarantee.called(call(2, 500));
        guarantee.called(call(1, 1000));
        assertThat(guarantee.broken()).singleElement().asString().contains("id-1", "accepted after");
    }

    @Test
    void allowsARepetitionAfterACrash() {
        produce(1, 2);
        guarantee.called(call(1, 0));
        guarantee.called(call(2, 500));
        guarantee.called(call(1, 20_000));
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void leavesOutARequestThatArrivesAfterItsCommandWasGivenUp() {
        produce(1, 2);
        guarantee.called(call(2, 4000));
        guarantee.called(call(1, 4500));
        guarantee.replied(dead(1, Reason.OUTCOME_UNKNOWN, 1, 3000));
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void isBrokenByACommandThatOvertakesOneThatIsNotGivenUpYet() {
        produce(1, 2);
        guarantee.called(call(2, 4000));
        guarantee.called(call(1, 4500));
        guarantee.replied(dead(1, Reason.OUTCOME_UNKNOWN, 1, 5000));
        assertThat(guarantee.broken()).isNotEmpty();
    }

    @Test
    void letsAHigherPriorityOvertake() {
        produce(1);
        guarantee.produced(command(2, Priority.HIGH, null, null));
        guarantee.called(call(2, 0));
        guarantee.called(call(1, 500));
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void leavesOutACommandThatMayNotBeSentEarlier() {
        guarantee.produced(command(1, Priority.NORMAL, at(400), null));
        produce(2);
        guarantee.called(call(2, 0));
        guarantee.called(call(1, 500));
        assertThat(guarantee.broken()).isEmpty();
    }

    private void produce(long... offsets) {
        for (long offset : offsets) {
            guarantee.produced(command(offset));
        }
    }
}
