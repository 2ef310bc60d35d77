package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.app.BrokerClock.NewestStamps;
import io.metronome.app.Finding.Severity;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
    private static final TopicPartition LEDGER = new TopicPartition("ledger", 0);

    @Test
    void isAsUncertainAsTheReadingTook() {
        assertThat(ClockOffset.of(10_000, 1_000, 10_200, 10_300)).isEqualTo(new ClockOffset(-300, 800));
    }

    @Test
    void countsOnlyWhatIsCertain() {
        assertThat(new ClockOffset(-300, 800).apart()).isZero();
        assertThat(new ClockOffset(2_500, 3_500).apart()).isEqualTo(2_500);
        assertThat(new ClockOffset(-3_500, -2_500).apart()).isEqualTo(2_500);
    }

    @Test
    void isToleratedForTwoSecondsAndWrongFromAMinuteOn() {
        assertThat(new ClockOffset(1_900, 2_900).finding("x").severity()).isEqualTo(Severity.OK);
        assertThat(new ClockOffset(2_500, 3_500).finding("x").line())
                .startsWith("warning  clock")
                .contains("the clock of x is 2.5 s or more ahead of this machine's", "chronyc");
        assertThat(new ClockOffset(-90_000, -61_000).finding("x").line())
                .startsWith("failed   clock")
                .contains("61.0 s or more behind");
    }

    @Test
    void saysWhatIsNotKnown() {
        assertThat(new ClockOffset(-900, ClockOffset.UNKNOWN).finding("x").text())
                .startsWith("the clock of x is at most 0.9 s behind");
        assertThat(new ClockOffset(-900_000, ClockOffset.UNKNOWN).finding("x").text())
                .contains("cannot be read without a write");
        assertThat(new ClockOffset(5_000, ClockOffset.UNKNOWN).finding("x").severity())
                .as("a stamp from the future")
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void isKnownWhenTheBrokerStampsARecordBetweenTwoLooks() {
        NewestStamps before = new NewestStamps(1_000, 1_010, Map.of(LEDGER, 400L));
        NewestStamps after = new NewestStamps(1_050, 1_060, Map.of(LEDGER, 6_030L));
        assertThat(BrokerClock.between(before, after)).isEqualTo(new ClockOffset(4_970, 5_230));
    }

    @Test
    void hasOnlyALowerBoundWhenNothingIsWritten() {
        NewestStamps before = new NewestStamps(1_000, 1_010, Map.of(LEDGER, 400L));
        NewestStamps after = new NewestStamps(1_050, 1_060, Map.of(LEDGER, 400L));
        assertThat(BrokerClock.between(before, after)).isEqualTo(new ClockOffset(-660, ClockOffset.UNKNOWN));
    }
}
