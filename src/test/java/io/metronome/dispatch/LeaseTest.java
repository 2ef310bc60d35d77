package io.metronome.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

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
        lease.renew(begunAt);
        assertThat(lease.isValid()).isTrue();
        clocks.advance(Duration.ofMillis(1));
        assertThat(lease.isValid()).isFalse();
        lease.renew(begunAt);
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void anOlderCheckpointDoesNotShortenIt() {
        clocks.advance(Duration.ofSeconds(2));
        lease.renew(time.nanos());
        lease.renew(0);
        clocks.advance(Duration.ofMillis(2_900));
        assertThat(lease.isValid()).isTrue();
    }

    @Test
    void isVoidWhereTheClocksDisagreeByASecond() {
        lease.renew(time.nanos());
        clocks.stepCalendar(Duration.ofMillis(999));
        assertThat(lease.isValid()).isTrue();
        clocks.stepCalendar(Duration.ofMillis(1));
        assertThat(lease.isValid()).isFalse();
        clocks.stepCalendar(Duration.ofMillis(-2_001));
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void isValidAgainAfterAStepOnceItIsRenewed() {
        lease.renew(time.nanos());
        clocks.stepCalendar(Duration.ofHours(1));
        clocks.advance(Duration.ofMillis(100));
        lease.renew(time.nanos());
        assertThat(lease.isValid()).isTrue();
    }

    @Test
    void nothingIsProvedAfterADrop() {
        lease.renew(time.nanos());
        lease.drop();
        assertThat(lease.isValid()).isFalse();
    }
}
