package io.metronome.dispatch.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.OwnedLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A host that is probed costs the answers of other hosts nothing: each of them is followed by a round, which takes no
 * more of its waiting lanes than may probe it.
 */
class HostProbesTest {
    private static final int LANES = 50;
    private static final Answer DOWN = new Answer.Again(0, "connection refused", 0, false);
    private static final Answer FINE = new Answer.Accepted("id", null);

    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);

    @RegisterExtension
    final OwnedLoop owned = new OwnedLoop(time);

    private final HostCapacity<Node> hosts = new HostCapacity<>(owned.loop(), 64, time, new DispatchListener() {});
    private final List<HostPlace<Node>> lanes = new ArrayList<>();

    /* The calls of all lanes failed, and all lanes wait for the end of the pause, which has just come. */
    @BeforeEach
    void fail() {
        owned.loop().run(() -> {
            for (int i = 0; i < LANES; i++) {
                lanes.add(lane(Integer.toString(i)));
            }
            lanes.forEach(this::start);
            lanes.forEach(lane -> hosts.callEnded(lane, DOWN, 1));
            lanes.forEach(lane -> hosts.park(lane, 1));
            assertThat(released()).as("it is paused").isEmpty();
        });
        clocks.advance(Duration.ofSeconds(6));
    }

    @Test
    void handsOutNoLaneWhileAllProbesAreUnderWay() {
        List<HostPlace<Node>> probes = probes();
        probes.forEach(this::start);
        assertNoneReleased();
        assertThat(hosts.mayBeCalled(others().getFirst())).isFalse();
        probes.forEach(lane -> hosts.callEnded(lane, FINE, 1));
        assertThat(released()).as("it works, and all may go").hasSize(LANES - Host.PROBES);
    }

    @Test
    void handsOutNoLaneWhileTheProbesAreAnnounced() {
        List<HostPlace<Node>> probes = probes();
        probes.forEach(hosts::reserve);
        assertNoneReleased();
        assertThat(hosts.mayBeCalled(others().getFirst())).isFalse();
        for (HostPlace<Node> probe : probes) {
            assertThat(hosts.mayBeCalled(probe)).isTrue();
            start(probe);
            assertNoneReleased();
        }
        probes.forEach(lane -> hosts.callEnded(lane, FINE, 1));
        assertThat(released()).hasSize(LANES - Host.PROBES);
    }

    @Test
    void handsOutAnotherLaneWhereAnAnnouncedProbeIsWithdrawn() {
        List<HostPlace<Node>> probes = probes();
        probes.forEach(hosts::reserve);
        hosts.unreserve(probes.getFirst());
        assertThat(released()).hasSize(1);
        hosts.leave(probes.get(1));
        assertThat(released()).hasSize(2);
    }

    private List<HostPlace<Node>> probes() {
        List<Node> released = released();
        assertThat(released).hasSize(Host.PROBES);
        return lanes.stream().filter(lane -> released.contains(lane.lane())).toList();
    }

    private List<HostPlace<Node>> others() {
        return lanes.stream().filter(hosts::isParked).toList();
    }

    private void assertNoneReleased() {
        for (int round = 0; round < 100; round++) {
            assertThat(released()).as("round %d", round).isEmpty();
        }
    }

    private List<Node> released() {
        List<Node> released = new ArrayList<>();
        hosts.release(time.nanos(), released::add);
        return released;
    }

    private void start(HostPlace<Node> lane) {
        assertThat(hosts.permits(lane)).isTrue();
        hosts.callStarted(lane);
    }

    private HostPlace<Node> lane(String id) {
        HostPlace<Node> lane = new HostPlace<>(new Node(), id);
        hosts.assign(lane, new Instance(id, "http://down", new Secret("token"), Messenger.WHATSAPP, null));
        hosts.workChanged(lane, true);
        return lane;
    }

    private static final class Node extends Heap.Node {}
}
