package io.metronome.guarantee;

import static io.metronome.guarantee.Sample.accepted;
import static io.metronome.guarantee.Sample.call;
import static io.metronome.guarantee.Sample.command;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllGuaranteesTest {
    private final AllGuarantees guarantees = AllGuarantees.allowing(Duration.ZERO, Map.of(), 1);

    @Test
    void holdForAGoodRun() {
        for (int i = 0; i < 3; i++) {
            guarantees.produced(command(i));
            guarantees.called(call(i, 500L * i));
            guarantees.replied(accepted(i, 500L * i));
        }
        assertThat(guarantees.broken()).isEmpty();
    }

    @Test
    void nameTheOneThatWasBroken() {
        guarantees.produced(command(1));
        assertThat(guarantees.broken()).singleElement().asString().startsWith("EveryCommandAnsweredOnce: ");
    }
}
