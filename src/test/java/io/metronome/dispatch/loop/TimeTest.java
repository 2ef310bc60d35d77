package io.metronome.dispatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimeTest {
    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);

    @Test
    void translatesBetweenItsClocks() {
        clocks.advance(Duration.ofMillis(5));
        assertThat(time.millis()).isEqualTo(Clocks.EPOCH + 5);
        assertThat(time.millisAt(time.nanos())).isEqualTo(Clocks.EPOCH + 5);
        assertThat(time.nanosAt(Clocks.EPOCH + 5)).isEqualTo(time.nanos());
    }

    @Test
    void aStepOfTheCalendarDoesNotChangeHowFarApartTwoMomentsAre() {
        long before = time.millisAt(time.nanos());
        clocks.stepCalendar(Duration.ofHours(-1));
        clocks.advance(Duration.ofMillis(7));
        assertThat(time.millisAt(time.nanos())).isEqualTo(before + 7);
        time.follow();
        assertThat(time.millisAt(time.nanos())).isEqualTo(time.millis());
    }

    @Test
    void aThreadThatWaitsBetweenTwoLooksDoesNotMisplaceTheCalendar() {
        AtomicInteger looks = new AtomicInteger();
        Time held = new Time(clocks.scheduler, () -> {
            Instant now = clocks.instant();
            if (looks.getAndIncrement() == 0) {
                clocks.advance(Duration.ofMillis(9));
            }
            return now;
        });
        assertThat(held.millisAt(held.nanos())).isEqualTo(clocks.millis());
    }
}
