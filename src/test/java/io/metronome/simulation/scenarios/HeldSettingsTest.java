package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An instance is held while its settings are to be read. */
@ExtendWith(SilentLogs.class)
class HeldSettingsTest {
    private static final String ID = "1101000001";

    @AutoClose
    private final Scenario scenario = new Scenario();

    @Test
    void aDelayThatCouldNotBeReadBeforeAHoldIsReadAfterIt() {
        scenario.api().delay(ID, Duration.ofSeconds(15));
        scenario.api().garbleSettings(1);
        scenario.api().hold(ID, HoldReason.STARTING);
        scenario.api().answerNext(new Answer.Held(400, "instance in starting process try later", HoldReason.STARTING));
        scenario.status(ID, "first").status(ID, "second").status(ID, "third").run(Duration.ofSeconds(5));
        scenario.api().authorizeAll();
        scenario.run(Duration.ofMinutes(2));
        List<Long> times = scenario.api().times(ID);
        assertThat(times).as("a refused call, and three that were accepted").hasSize(4);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).as("gap %d, ms", i).isGreaterThanOrEqualTo(15_000);
        }
    }
}
