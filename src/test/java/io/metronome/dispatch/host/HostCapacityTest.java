package io.metronome.dispatch.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.OwnedLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HostCapacityTest {
    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);

    @RegisterExtension
    final OwnedLoop owned = new OwnedLoop(time);

    private final HostCapacity<Node> hosts = new HostCapacity<>(owned.loop(), 2, time);

    @Test
    void aParkedLaneLeavesItsHostWhenItsInstanceMoves() {
        HostPlace<Node> lane = lane("1", "http://old");
        hosts.park(lane, 5);
        Host<Node> old = Objects.requireNonNull(lane.host());
        hosts.assign(lane, instance("1", "http://new"));
        assertThat(old.parked().size()).isZero();
        assertThat(lane.host()).isNotSameAs(old);
    }

    @Test
    void roomThatIsKeptForAnAnnouncedCallIsNobodyElses() {
        HostPlace<Node> announced = lane("1", "http://host");
        HostPlace<Node> other = lane("2", "http://host");
        HostPlace<Node> late = lane("3", "http://host");
        hosts.reserve(announced);
        hosts.callStarted(other);
        assertThat(hosts.isFull()).isTrue();
        assertThat(hosts.hasRoom(late)).isFalse();
        assertThat(hosts.hasRoom(announced)).isTrue();
        hosts.callStarted(announced);
        assertThat(hosts.inFlight()).as("the call takes the room that was kept").isEqualTo(2);
        assertThat(hosts.hasReservations()).isFalse();
    }

    @Test
    void roomThatIsNotNeededAnyMoreIsFreeAgain() {
        HostPlace<Node> announced = lane("1", "http://host");
        hosts.reserve(announced);
        hosts.reserve(announced);
        assertThat(hosts.inFlight()).isEqualTo(1);
        hosts.assign(announced, instance("1", "http://new"));
        assertThat(hosts.inFlight())
                .as("it moved, and its room was at the old host")
                .isZero();
        hosts.callStarted(announced);
        hosts.callEnded(announced, new Answer.Accepted("id", null), 1);
        hosts.unreserve(announced);
        assertThat(hosts.inFlight()).isZero();
    }

    private HostPlace<Node> lane(String id, String url) {
        HostPlace<Node> lane = new HostPlace<>(new Node());
        hosts.assign(lane, instance(id, url));
        return lane;
    }

    private static Instance instance(String id, String url) {
        return new Instance(id, url, new Secret("token"), Messenger.WHATSAPP, null);
    }

    private static final class Node extends Heap.Node {}
}
