package io.metronome.dispatch.host;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostTest {
    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);
    private final Host<Heap.Node> host = new Host<>("http://host", time);

    @Test
    void isPausedWhenNearlyAllCallsFail() {
        for (int i = 0; i < 9; i++) {
            fail();
        }
        assertThat(host.isFailing()).as("9 calls say nothing yet").isFalse();
        fail();
        assertThat(host.isPaused(time.nanos())).isTrue();
        assertThat(host.permits()).isFalse();
    }

    @Test
    void isNotPausedForAMinorityOfFailures() {
        for (int i = 0; i < 100; i++) {
            fail();
            host.answered(host.epoch(), 1);
        }
        assertThat(host.isFailing()).isFalse();
    }

    @Test
    void isPausedLongerEachTimeItsProbesFailAndAMinuteAtMost() {
        fails(10);
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            long pause = host.pausedUntil() - time.nanos();
            assertThat(NANOSECONDS.toSeconds(pause)).isEqualTo(seconds);
            clocks.advance(Duration.ofNanos(pause));
            fails(Host.PROBES);
            assertThat(host.isPaused(time.nanos())).isTrue();
        }
    }

    @Test
    void letsThreeCallsShowWhetherItWorks() {
        fails(10);
        clocks.advance(Duration.ofSeconds(6));
        for (int i = 0; i < Host.PROBES; i++) {
            assertThat(host.permits()).isTrue();
        }
        assertThat(host.permits()).isFalse();
        host.withheld(host.epoch());
        assertThat(host.permits()).as("one did not take place").isTrue();
        for (int i = 0; i < Host.PROBES; i++) {
            host.answered(host.epoch(), 1);
        }
        assertThat(host.isFailing()).isFalse();
    }

    @Test
    void hearsNothingOfCallsThatBeganBeforeItWasPaused() {
        int before = host.epoch();
        fails(10);
        clocks.advance(Duration.ofSeconds(6));
        assertThat(host.permits()).isTrue();
        for (int i = 0; i < 20; i++) {
            host.failed(before, 1);
        }
        assertThat(host.isPaused(time.nanos())).isFalse();
        assertThat(host.permits()).isTrue();
    }

    private void fails(int calls) {
        for (int i = 0; i < calls; i++) {
            fail();
        }
    }

    private void fail() {
        assertThat(host.permits()).isTrue();
        host.failed(host.epoch(), 1);
    }
}
