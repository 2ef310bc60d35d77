package io.metronome.dispatch.host;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTest {
    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);
    private final Host<Node> host = new Host<>("http://host", time);
    private final HostPlace<Node> place = place("1");
    private final HostPlace<Node> other = place("2");

    @Test
    void isPausedWhenNearlyAllCallsFail() {
        for (int i = 0; i < 9; i++) {
            fail();
        }
        assertThat(host.isFailing()).as("9 calls say nothing yet").isFalse();
        fail();
        assertThat(host.isPaused(time.nanos())).isTrue();
        assertThat(host.permits(place)).isFalse();
    }

    @Test
    void isNotPausedForAMinorityOfFailures() {
        for (int i = 0; i < 100; i++) {
            call(place, true);
            call(place, false);
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
            assertThat(host.permits(place)).isTrue();
            place.callStarted(host);
        }
        assertThat(host.permits(place)).isFalse();
        host.withheld(place);
        assertThat(host.permits(place)).as("one did not take place").isTrue();
        for (int i = 0; i < Host.PROBES; i++) {
            host.ended(place, false, 1);
        }
        assertThat(host.isFailing()).isFalse();
    }

    @Test
    void hearsNothingOfCallsThatBeganBeforeItWasPaused() {
        assertThat(host.permits(other)).isTrue();
        other.callStarted(host);
        fails(10);
        clocks.advance(Duration.ofSeconds(6));
        assertThat(host.permits(place)).isTrue();
        for (int i = 0; i < 20; i++) {
            host.ended(other, true, 1);
        }
        assertThat(host.isPaused(time.nanos())).isFalse();
        assertThat(host.permits(place)).isTrue();
    }

    @Test
    void isPausedForTheOneInstanceThatFailsAndForNoOther() {
        fails(10);
        assertThat(host.permits(place)).isFalse();
        for (int i = 0; i < 50; i++) {
            call(other, false);
        }
        assertThat(host.isPaused(time.nanos())).isTrue();
        assertThat(host.failsFor(place)).isTrue();
        assertThat(host.failsFor(other)).isFalse();
    }

    @Test
    void isPausedForAnInstanceWhoseLaneWasMadeAnew() {
        fails(10);
        assertThat(host.permits(place("1"))).isFalse();
    }

    @Test
    void isPausedForASecondInstanceOnceItFailsTwiceInARow() {
        fails(10);
        call(other, true);
        call(other, false);
        call(other, true);
        assertThat(host.failsFor(other)).isFalse();
        call(other, true);
        assertThat(host.failsFor(other)).isTrue();
        assertThat(host.failsForAll()).isFalse();
    }

    @Test
    void isPausedForAllOnceAThirdInstanceFails() {
        fails(10);
        call(other, true);
        assertThat(host.failsForAll()).isFalse();
        call(place("3"), true);
        assertThat(host.failsForAll()).isTrue();
        assertThat(host.permits(place("4"))).isFalse();
    }

    @Test
    void countsFailuresOfCallsThatBeganBeforeItWasPaused() {
        HostPlace<Node> third = place("3");
        for (HostPlace<Node> early : List.of(other, third)) {
            assertThat(host.permits(early)).isTrue();
            early.callStarted(host);
        }
        fails(10);
        host.ended(other, true, 1);
        host.ended(third, true, 1);
        assertThat(host.failsForAll()).isTrue();
    }

    @Test
    void showsByTheCallsOfTheFailingInstanceWhetherItWorks() {
        fails(10);
        clocks.advance(Duration.ofSeconds(6));
        for (int i = 0; i < 20; i++) {
            call(other, false);
        }
        assertThat(host.isFailing()).isTrue();
        for (int i = 0; i < Host.PROBES; i++) {
            call(place, false);
        }
        assertThat(host.isFailing()).isFalse();
    }

    @Test
    void forgetsAnInstanceThatDoesNotCallAnyMore() {
        fails(10);
        call(other, false);
        clocks.advance(Duration.ofSeconds(64));
        host.forgetPause(time.nanos());
        assertThat(host.isFailing()).isTrue();
        clocks.advance(Duration.ofSeconds(2));
        host.forgetPause(time.nanos());
        assertThat(host.isFailing()).isFalse();
        assertThat(host.permits(place)).isTrue();
    }

    @Test
    void remembersTheOnlyInstanceThatCalls() {
        fails(10);
        clocks.advance(Duration.ofHours(1));
        host.forgetPause(time.nanos());
        assertThat(host.isFailing()).isTrue();
    }

    @Test
    void aCallThatWasNotCountedGivesNoPermissionBack() {
        fails(10);
        clocks.advance(Duration.ofSeconds(6));
        assertThat(host.permits(other)).isTrue();
        other.callStarted(host);
        call(place("3"), true);
        call(place("4"), true);
        assertThat(host.failsForAll()).isTrue();
        host.withheld(other);
        assertThat(host.probesLeft()).isEqualTo(Host.PROBES);
    }

    @Test
    void releasesLanesInTheirOrderButForThoseThatItIsPausedFor() {
        HostPlace<Node> third = place("3");
        fails(10);
        host.park(place, 1);
        host.park(third, 3);
        host.park(other, 2);
        assertThat(host.waiting(time.nanos())).isEqualTo(2);
        assertThat(host.firstDue(time.nanos())).isEqualTo(2);
        assertThat(host.release(1, time.nanos())).containsExactly(other.lane());
        assertThat(host.release(9, time.nanos())).containsExactly(third.lane());
        assertThat(host.parked().isEmpty()).isFalse();
        clocks.advance(Duration.ofSeconds(6));
        assertThat(host.release(9, time.nanos())).containsExactly(place.lane());
    }

    private void call(HostPlace<Node> from, boolean isFailure) {
        assertThat(host.permits(from)).isTrue();
        from.callStarted(host);
        host.ended(from, isFailure, 1);
    }

    private static HostPlace<Node> place(String instance) {
        return new HostPlace<>(new Node(), instance);
    }

    private void fails(int calls) {
        for (int i = 0; i < calls; i++) {
            fail();
        }
    }

    private void fail() {
        call(place, true);
    }

    private static final class Node extends Heap.Node {}
}
