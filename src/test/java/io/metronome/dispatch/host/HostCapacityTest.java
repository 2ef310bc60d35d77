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
import io.metronome.pacing.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HostCapacityTest {
    private static final Answer DOWN = new Answer.Again(0, "connection refused", 0, false);
    private static final Answer FINE = new Answer.Accepted("id", null);

    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);

    @RegisterExtension
    final OwnedLoop owned = new OwnedLoop(time);

    private final List<String> told = new ArrayList<>();
    private final DispatchListener listener = new DispatchListener() {
        @Override
        public void hostPaused(String apiUrl, boolean isPaused) {
            told.add(apiUrl + " " + isPaused);
        }

        @Override
        public void hostForgotten(String apiUrl) {
            told.add(apiUrl + " forgotten");
        }
    };
    private final HostCapacity<Node> hosts = new HostCapacity<>(owned.loop(), 2, time, listener);

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

    @Test
    void tellsOfAPausedHostUntilItWorksAndNotOnlyUntilItIsProbed() {
        HostPlace<Node> lane = lane("1", "http://down");
        hosts.workChanged(lane, true);
        calls(9, lane, DOWN);
        assertThat(told).as("9 calls say nothing yet").isEmpty();
        calls(1, lane, DOWN);
        assertThat(told).containsExactly("http://down true");

        for (int pause = 0; pause < 3; pause++) {
            clocks.advance(Duration.ofMinutes(1));
            calls(Host.PROBES, lane, DOWN);
        }
        assertThat(told).as("it was probed in vain").hasSize(1);
        clocks.advance(Duration.ofMinutes(1));
        calls(Host.PROBES - 1, lane, FINE);
        assertThat(told).hasSize(1);
        calls(1, lane, FINE);
        assertThat(told).containsExactly("http://down true", "http://down false");
    }

    @Test
    void tellsOfNoPauseThatKeepsNoCommandWaiting() {
        HostPlace<Node> lane = lane("1", "http://down");
        hosts.workChanged(lane, true);
        calls(10, lane, DOWN);
        hosts.workChanged(lane, false);
        tellPauses();
        assertThat(told).as("it is paused").containsExactly("http://down true");
        clocks.advance(Duration.ofSeconds(6));
        tellPauses();
        assertThat(told).containsExactly("http://down true", "http://down false");
        hosts.workChanged(lane, true);
        tellPauses();
        assertThat(told).as("it has not shown that it works").endsWith("http://down true");
    }

    @Test
    void knowsSinceWhenTheFirstLaneWaitsForRoomAndNotForAPause() {
        assertThat(hosts.firstDue(time.nanos())).isEqualTo(Pace.FAR);
        hosts.park(lane("1", "http://full"), 7);
        hosts.park(lane("2", "http://full"), 5);
        HostPlace<Node> down = lane("3", "http://down");
        hosts.park(down, 3);
        assertThat(hosts.firstDue(time.nanos())).isEqualTo(3);
        hosts.workChanged(down, true);
        hosts.unpark(down);
        calls(10, down, DOWN);
        hosts.park(down, 3);
        assertThat(hosts.firstDue(time.nanos())).isEqualTo(5);
        clocks.advance(Duration.ofSeconds(6));
        assertThat(hosts.firstDue(time.nanos())).isEqualTo(3);
    }

    @Test
    void forgetsAHostThatNothingHasNeededForAnHour() {
        HostPlace<Node> moves = lane("1", "http://old");
        HostPlace<Node> leaves = lane("2", "http://old");
        hosts.assign(moves, instance("1", "http://new"));
        assertThat(isForgottenAfterAnHour("http://old")).as("a lane is left").isFalse();
        hosts.leave(leaves);
        clocks.advance(Duration.ofMinutes(59));
        tellPauses();
        assertThat(told).isEmpty();
        assertThat(isForgottenAfterAnHour("http://old")).isTrue();
        assertThat(told).containsExactly("http://old forgotten");
        assertThat(hosts.totals()).isEqualTo(new HostCapacity.Totals(0, 0, 0, 0, 0));
    }

    @Test
    void keepsAHostForAnHourFromItsLastUseOn() {
        HostPlace<Node> lane = lane("1", "http://host");
        hosts.leave(lane);
        assertThat(isForgottenAfter(Duration.ofMinutes(50), "http://host")).isFalse();
        HostPlace<Node> other = lane("2", "http://host");
        assertThat(isForgottenAfter(Duration.ofMinutes(50), "http://host")).isFalse();
        hosts.leave(other);
        assertThat(isForgottenAfter(Duration.ofMinutes(50), "http://host")).isFalse();
        assertThat(isForgottenAfter(Duration.ofMinutes(20), "http://host")).isTrue();
    }

    @Test
    void keepsAHostWithACallOrAQuestionUnderWay() {
        HostPlace<Node> lane = lane("1", "http://called");
        hosts.callStarted(lane);
        hosts.leave(lane);
        Host<Node> asked = hosts.of(instance("2", "http://asked"));
        asked.questionAsked();
        hosts.of(instance("3", "http://waiting")).askQueue().add(new Node(), true);
        assertThat(hosts.totals().asked()).isEqualTo(2);
        assertThat(isForgottenAfterAnHour("http://called")).isFalse();
        assertThat(told).isEmpty();
        assertThat(hosts.of(instance("2", "http://asked"))).isSameAs(asked);

        hosts.callEnded(lane, FINE, 1);
        asked.questionEnded(1);
        hosts.of(instance("3", "http://waiting")).askQueue().next();
        assertThat(isForgottenAfterAnHour("http://called")).isTrue();
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "http://called forgotten", "http://asked forgotten", "http://waiting forgotten");
        assertThat(hosts.inFlight()).isZero();
    }

    @Test
    void remembersThatAHostFailsWhileALaneNeedsItAndForAnHourAfterThat() {
        HostPlace<Node> lane = lane("1", "http://down");
        hosts.workChanged(lane, true);
        calls(10, lane, DOWN);
        assertThat(isForgottenAfter(Duration.ofHours(9), "http://down")).isFalse();
        hosts.workChanged(lane, false);
        hosts.leave(lane);
        assertThat(isForgottenAfter(Duration.ofMinutes(50), "http://down")).isFalse();
        HostPlace<Node> next = lane("1", "http://down");
        assertThat(hosts.mayBeCalled(next)).isTrue();
        calls(Host.PROBES, next, DOWN);
        assertThat(hosts.mayBeCalled(next)).as("3 failures are enough").isTrue();
        assertThat(hosts.pausedUntil(next, time.nanos())).isGreaterThan(time.nanos());
        hosts.leave(next);
        assertThat(isForgottenAfter(Duration.ofHours(2), "http://down")).isTrue();
        assertThat(told).endsWith("http://down false", "http://down forgotten");
        assertThat(hosts.pausedUntil(lane("1", "http://down"), time.nanos())).isEqualTo(Pace.NEVER);
    }

    @Test
    void aHostThatIsForgottenKeepsNoRoomFromTheLastOne() {
        HostPlace<Node> gone = lane("1", "http://gone");
        HostPlace<Node> one = lane("2", "http://host");
        HostPlace<Node> two = lane("3", "http://host");
        hosts.leave(gone);
        hosts.workChanged(one, true);
        hosts.callStarted(one);
        assertThat(hosts.hasRoom(two)).as("the spare room is for the other").isFalse();
        assertThat(isForgottenAfterAnHour("http://gone")).isTrue();
        assertThat(hosts.hasRoom(two)).isTrue();
    }

    private boolean isForgottenAfterAnHour(String url) {
        return isForgottenAfter(Duration.ofMinutes(62), url);
    }

    private boolean isForgottenAfter(Duration duration, String url) {
        for (long minute = 0; minute < duration.toMinutes(); minute++) {
            clocks.advance(Duration.ofMinutes(1));
            tellPauses();
        }
        return told.contains(url + " forgotten");
    }

    private void calls(int count, HostPlace<Node> lane, Answer answer) {
        for (int i = 0; i < count; i++) {
            assertThat(hosts.permits(lane)).isTrue();
            hosts.callStarted(lane);
            hosts.callEnded(lane, answer, 1);
            tellPauses();
        }
    }

    private void tellPauses() {
        hosts.tellPauses(time.nanos());
    }

    private HostPlace<Node> lane(String id, String url) {
        HostPlace<Node> lane = new HostPlace<>(new Node(), id);
        hosts.assign(lane, instance(id, url));
        return lane;
    }

    private static Instance instance(String id, String url) {
        return new Instance(id, url, new Secret("token"), Messenger.WHATSAPP, null);
    }

    private static final class Node extends Heap.Node {}
}
