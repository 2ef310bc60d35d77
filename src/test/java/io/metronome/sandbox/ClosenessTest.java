package io.metronome.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.guarantee.CallSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosenessTest {

    @Test
    void findsThePairWithTheLeastRoomNotTheSmallestGap() {
        List<Closeness> all = Closeness.of(List.of(call(0, 500), call(600, 1500), call(2101, 500), call(9000, 500)));
        assertThat(all).singleElement().satisfies(instance -> {
            assertThat(instance.calls()).isEqualTo(4);
            assertThat(instance.tightest())
                    .isEqualTo(new Closeness.Pair(Duration.ofMillis(1500), Duration.ofMillis(1501)));
        });
    }

    @Test
    void saysNothingOfASingleCall() {
        assertThat(Closeness.of(List.of(call(0, 500))))
                .singleElement()
                .extracting(Closeness::tightest)
                .isNull();
    }

    private static CallSeen call(long millis, long gap) {
        return new CallSeen(
                "1101000001", "sendTextStatus", "", Instant.ofEpochMilli(millis), Duration.ofMillis(gap), true, true);
    }
}
