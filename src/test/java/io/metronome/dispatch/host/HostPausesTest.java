package io.metronome.dispatch.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code metronome_api_host_paused}: 1 only while nothing but probes goes to the host. */
class HostPausesTest {
    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);
    private final Host<Node> host = new Host<>("http://host", time);
    private final List<Boolean> told = new ArrayList<>();
    private final List<Boolean> probed = new ArrayList<>();
    private final HostPauses<Node> pauses = new HostPauses<>(new DispatchListener() {
        @Override
        public void hostPaused(String apiUrl, boolean isPaused) {
            assertThat(apiUrl).isEqualTo("http://host");
            told.add(isPaused);
        }

        @Override
        public void hostProbed(String apiUrl, boolean isProbed) {
            probed.add(isProbed);
        }
    });
    private final HostPlace<Node> one = place("1");
    private final HostPlace<Node> two = place("2");
    private final HostPlace<Node> fine = place("3");

    HostPausesTest() {
        host.busyLanes(3);
    }

    @Test
    void tellsThatTheHostIsPausedWhileNobodyElseCallsIt() {
        call(one, true, 10);
        assertTold(true);
        assertThat(probed).isEmpty();
        clocks.advance(Duration.ofSeconds(6));
        assertTold(true);
        assertThat(probed).containsExactly(true);
        call(one, false, Host.PROBES);
        assertTold(true, false);
        assertThat(probed).containsExactly(true, false);
    }

    @Test
    void tellsNothingMoreWhenAnotherInstanceCallsTheHost() {
        call(one, true, 10);
        call(fine, false, 1);
        assertTold(true, false);
        for (int minute = 0; minute < 5; minute++) {
            clocks.advance(Duration.ofSeconds(30));
            call(fine, false, 3);
            pauses.tell(time.nanos());
        }
        assertTold(true, false);
    }

    @Test
    void aSecondInstanceThatFailsDoesNotPauseTheHostForTheOthers() {
        call(one, true, 10);
        call(fine, false, 1);
        call(two, true, 2);
        assertThat(host.failsFor(two)).isTrue();
        call(fine, false, 1);
        assertTold(true, false);
    }

    @Test
    void aThirdInstanceThatFailsPausesTheHostForAll() {
        call(one, true, 10);
        call(fine, false, 1);
        assertTold(true, false);
        call(two, true, 2);
        call(place("4"), true, 1);
        assertThat(host.failsForAll()).isTrue();
        assertTold(true, false, true);
    }

    @Test
    void isNotPausedBeforeTenCallsHaveFailed() {
        call(one, true, 9);
        assertTold();
    }

    private void assertTold(Boolean... changes) {
        pauses.tell(time.nanos());
        assertThat(told).containsExactly(changes);
    }

    private void call(HostPlace<Node> from, boolean fails, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(host.permits(from)).isTrue();
            from.callStarted(host);
            host.ended(from, fails, 1);
            pauses.callEnded(host);
            pauses.tell(time.nanos());
        }
    }

    private static HostPlace<Node> place(String instance) {
        return new HostPlace<>(new Node(), instance);
    }

    private static final class Node extends Heap.Node {}
}
