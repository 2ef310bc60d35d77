package io.metronome.guarantee;

import static io.metronome.guarantee.Sample.at;
import static io.metronome.guarantee.Sample.call;
import static io.metronome.guarantee.Sample.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NothingSentAfterExpiryTest {
    private final NothingSentAfterExpiry guarantee = new NothingSentAfterExpiry(Duration.ofMillis(20));

    @Test
    void holdsForACallInTimeAndForCommandsWithoutExpiry() {
        guarantee.produced(command(1, Priority.NORMAL, null, at(1000)));
        guarantee.produced(command(2));
        guarantee.called(call(1, 1010));
        guarantee.called(call(2, 90_000));
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void isBrokenByALateCall() {
        guarantee.called(call(1, 1100));
        guarantee.produced(command(1, Priority.NORMAL, null, at(1000)));
        assertThat(guarantee.broken()).singleElement().asString().contains("after its expiry");
    }
}
