package io.metronome.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.delivery.Answer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HostsTest {
    private final Hosts hosts = new Hosts(2, time(new Clocks()));
    private final OwnedPartition partition = Samples.partition(Long.MIN_VALUE);

    @Test
    void aParkedLaneLeavesItsHostWhenItsInstanceMoves() {
        InstanceLane lane = lane("1", "http://old");
        hosts.park(lane, 5);
        Host<InstanceLane> old = Objects.requireNonNull(lane.host());
        hosts.assign(lane, instance("1", "http://new"));
        assertThat(old.parked().size()).isZero();
        assertThat(lane.host()).isNotSameAs(old);
    }

    @Test
    void roomThatIsKeptForAnAnnouncedCallIsNobodyElses() {
        InstanceLane announced = lane("1", "http://host");
        InstanceLane other = lane("2", "http://host");
        InstanceLane late = lane("3", "http://host");
        hosts.reserve(announced);
        hosts.callStarted(other);
        assertThat(hosts.isFull()).isTrue();
        assertThat(hosts.reason(late, 0)).isEqualTo(WaitReasons.NO_CAPACITY);
        assertThat(hosts.reason(announced, 0)).isEqualTo(WaitReasons.READY);
        hosts.callStarted(announced);
        assertThat(hosts.inFlight()).as("the call takes the room that was kept").isEqualTo(2);
        assertThat(hosts.hasReservations()).isFalse();
    }

    @Test
    void roomThatIsNotNeededAnyMoreIsFreeAgain() {
        InstanceLane announced = lane("1", "http://host");
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

    private static Time time(Clocks clocks) {
        return new Time(clocks.scheduler, clocks);
    }

    private InstanceLane lane(String id, String url) {
        InstanceLane lane = partition.lane(id);
        hosts.assign(lane, instance(id, url));
        return lane;
    }

    private static Instance instance(String id, String url) {
        return new Instance(id, url, new Secret("token"), Messenger.WHATSAPP, null);
    }
}
