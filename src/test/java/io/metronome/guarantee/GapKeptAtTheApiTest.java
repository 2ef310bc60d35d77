package io.metronome.guarantee;

import static io.metronome.guarantee.Sample.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GapKeptAtTheApiTest {
    private final GapKeptAtTheApi guarantee = new GapKeptAtTheApi(Duration.ofMillis(20));

    @Test
    void holdsForTheDensestTrainThatIsAllowed() {
        calls(0, 500, 1000, 1500);
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void forgivesACallThatWasSlowOnTheWay() {
        calls(0, 515, 1000, 1515, 2000);
        assertThat(guarantee.broken()).isEmpty();
    }

    @Test
    void isBrokenByOneEarlyCall() {
        calls(0, 450, 950, 1450);
        assertThat(guarantee.broken()).singleElement().asString().contains("50 ms earlier");
    }

    @Test
    void isBrokenByGapsThatAreEachALittleShort() {
        calls(0, 490, 980, 1470);
        assertThat(guarantee.broken()).singleElement().asString().contains("30 ms earlier");
    }

    @Test
    void givesNoCreditForIdleTime() {
        calls(0, 10_000, 10_010);
        assertThat(guarantee.broken()).singleElement().asString().contains("490 ms earlier");
    }

    @Test
    void ignoresCallsThatDoNotCountForThePace() {
        calls(0, 500);
        guarantee.called(new CallSeen("1101000001", "setSettings", "{}", Sample.at(600), Duration.ZERO, false, true));
        assertThat(guarantee.broken()).isEmpty();
    }

    private void calls(long... millis) {
        for (int i = 0; i < millis.length; i++) {
            guarantee.called(call(i, millis[i]));
        }
    }
}
