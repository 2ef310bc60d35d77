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
    private final Host<Node> host = new Host<>("http://host", time);
    private final Node lane = new Node();

    @Test
    void isPausedWhenNearlyAllCallsFail() {
        for (int i = 0; i < 9; i++) {
            fail();
        }
        assertThat(host.isFailing()).as("9 calls say nothing yet").isFalse();
        fail();
        assertThat(host.isPaused(time.nanos())).isTrue();
        assertThat(host.permits(lane)).isFalse();
    }

    @Test
    void isNotPausedForAMinorityOfFailures() {
        for (int i = 0; i < 100; i++) {
            fail();
            host.answered(lane, host.epoch(), 1);
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
            assertThat(host.permits(lane)).isTrue();
        }
        assertThat(host.permits(lane)).isFalse();
        host.withheld(lane, host.epoch());
        assertThat(host.permits(lane)).as("one did not take place").isTrue();
        for (int i = 0; i < Host.PROBES; i++) {
            host.answered(lane, host.epoch(), 1);
        }
        assertThat(host.isFailing()).isFalse();
    }

    @Test
    void hearsNothingOfCallsThatBeganBeforeItWasPaused() {
        int before = host.epoch();
        fails(10);
        clocks.advance(Duration.ofSeconds(6));
        assertThat(host.permits(lane)).isTrue();
        for (int i = 0; i < 20; i++) {
            host.failed(lane, before, 1);
        }
        assertThat(host.isPaused(time.nanos())).isFalse();
        assertThat(host.permits(lane)).isTrue();
    }

    @Test
    void isPausedForTheOneInstanceThatFailsAndForNoOther() {
        Node other = new Node();
        fails(10);
        assertThat(host.permits(lane)).isFalse();
        assertThat(host.permits(other)).isTrue();
        host.answered(other, host.epoch(), 1);
        assertThat(host.permits(other)).isTrue();
        host.withheld(other, host.epoch());
        assertThat(host.isPaused(time.nanos())).isTrue();
        assertThat(host.failsForAll()).isFalse();
    }

    @Test
    void isPausedForAllOnceAThirdInstanceFails() {
        Node second = new Node();
        Node third = new Node();
        fails(10);
        host.failed(second, host.epoch(), 1);
        assertThat(host.permits(second)).as("one failure of its own").isTrue();
        host.answered(second, host.epoch(), 1);
        host.failed(third, host.epoch(), 1);
        assertThat(host.failsForAll()).as("the second one works").isFalse();
        host.failed(second, host.epoch(), 1);
        assertThat(host.failsForAll()).isTrue();
        assertThat(host.permits(new Node())).isFalse();
    }

    @Test
    void showsByTheCallsOfTheFailingInstanceWhetherItWorks() {
        Node other = new Node();
        fails(10);
        clocks.advance(Duration.ofSeconds(6));
        for (int i = 0; i < 20; i++) {
            assertThat(host.permits(other)).isTrue();
            host.answered(other, host.epoch(), 1);
        }
        assertThat(host.isFailing()).isTrue();
        for (int i = 0; i < Host.PROBES; i++) {
            assertThat(host.permits(lane)).isTrue();
            host.answered(lane, host.epoch(), 1);
        }
        assertThat(host.isFailing()).isFalse();
    }

    @Test
    void releasesLanesInTheirOrderButForThoseThatFail() {
        Node second = new Node();
        Node third = new Node();
        fails(10);
        host.parked().put(lane, 1);
        host.parked().put(third, 3);
        host.parked().put(second, 2);
        assertThat(host.waiting(time.nanos())).isEqualTo(2);
        assertThat(host.release(1, time.nanos())).containsExactly(second);
        assertThat(host.release(9, time.nanos())).containsExactly(third);
        assertThat(host.parked().size()).isEqualTo(1);
        clocks.advance(Duration.ofSeconds(6));
        assertThat(host.release(9, time.nanos())).containsExactly(lane);
    }

    private void fails(int calls) {
        for (int i = 0; i < calls; i++) {
            fail();
        }
    }

    private void fail() {
        assertThat(host.permits(lane)).isTrue();
        host.failed(lane, host.epoch(), 1);
    }

    private static final class Node extends Heap.Node {}
}
