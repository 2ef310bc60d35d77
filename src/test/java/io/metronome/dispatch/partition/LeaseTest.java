package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.Time;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);
    private final Lease lease = new Lease(time, Duration.ofSeconds(3));

    @Test
    void isNotValidBeforeAnythingWasProved() {
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void runsFromBeforeTheOffsetsAndNotFromTheSuccess() {
        long begunAt = time.nanos();
        clocks.advance(Duration.ofMillis(2_999));
        lease.renew(begunAt, time.anchorNow());
        assertThat(lease.isValid()).isTrue();
        clocks.advance(Duration.ofMillis(1));
        assertThat(lease.isValid()).isFalse();
        lease.renew(begunAt, time.anchorNow());
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void anOlderCheckpointDoesNotShortenIt() {
        clocks.advance(Duration.ofSeconds(2));
        lease.renew(time.nanos(), time.anchorNow());
        lease.renew(0, time.anchorNow());
        clocks.advance(Duration.ofMillis(2_900));
        assertThat(lease.isValid()).isTrue();
    }

    @Test
    void isVoidWhereTheClocksDisagreeByASecond() {
        lease.renew(time.nanos(), time.anchorNow());
        clocks.stepCalendar(Duration.ofMillis(999));
        assertThat(lease.isValid()).isTrue();
        clocks.stepCalendar(Duration.ofMillis(1));
        assertThat(lease.isValid()).isFalse();
        clocks.stepCalendar(Duration.ofMillis(-2_001));
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void isVoidWhenTheMachineWasSuspendedBeforeTheSuccessWasHeardOf() {
        long begunAt = time.nanos();
        long anchor = time.anchorNow();
        clocks.stepCalendar(Duration.ofMinutes(5));
        lease.renew(begunAt, anchor);
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void isValidAgainAfterAStepOnceItIsRenewed() {
        lease.renew(time.nanos(), time.anchorNow());
        clocks.stepCalendar(Duration.ofHours(1));
        clocks.advance(Duration.ofMillis(100));
        lease.renew(time.nanos(), time.anchorNow());
        assertThat(lease.isValid()).isTrue();
    }

    @Test
    void nothingIsProvedAfterADrop() {
        lease.renew(time.nanos(), time.anchorNow());
        lease.drop();
        assertThat(lease.isValid()).isFalse();
    }
}
