package io.metronome.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long NOW = 1_000_000_000_000L;

    private final Timeline<Lane<Waiter>> timeline = new Timeline<>();

    @Test
    void capacityGoesToTheEarliestDue() {
        Lane<Waiter> late = closedUntil("late", NOW - 1);
        Lane<Waiter> early = closedUntil("early", NOW - 9);
        Lane<Waiter> future = closedUntil("future", NOW + 1);
        assertThat(timeline.firstDue()).as("nobody has come forward").isEqualTo(Pace.FAR);
        timeline.advance(NOW);
        assertThat(timeline.runnable()).isEqualTo(2);
        assertThat(timeline.firstDue()).isEqualTo(NOW - 9);
        assertThat(turns()).containsExactly(early, late);
        assertThat(timeline.alarm()).isEqualTo(NOW + 1);
        timeline.advance(NOW + 1);
        assertThat(timeline.first()).isSameAs(future);
    }

    @Test
    void theAlarmRingsForTheNextThatCanGo() {
        assertThat(timeline.alarm()).isEqualTo(Pace.FAR);
        closedUntil("a", NOW + 7);
        closedUntil("b", NOW + 3);
        assertThat(timeline.alarm()).isEqualTo(NOW + 3);
    }

    @Test
    void placingAnewMovesALane() {
        Lane<Waiter> lane = closedUntil("a", NOW + 7);
        lane.closeUntil(NOW + 70);
        timeline.place(lane, Waiter.readyAt(lane), Pace.NEVER);
        assertThat(timeline.alarm()).isEqualTo(NOW + 70);
        timeline.advance(NOW + 69);
        assertThat(timeline.runnable()).isZero();
    }

    @Test
    void aLaneWithOneOnTheRoadIsNowhere() {
        Lane<Waiter> lane = closedUntil("a", NOW);
        lane.callStarted(Objects.requireNonNull(lane.next(NOW)));
        timeline.place(lane, Waiter.readyAt(lane), Pace.NEVER);
        timeline.advance(Pace.FAR - 1);
        assertThat(timeline.runnable()).isZero();
        assertThat(forgottenAt(Pace.FAR - 1)).isEmpty();
    }

    @Test
    void anIdleLaneIsForgottenOnlyAfterItsGap() {
        Lane<Waiter> lane = new Lane<>("idle");
        lane.pace().know(500);
        lane.pace().departed(NOW, 0);
        timeline.place(lane, Waiter.readyAt(lane), Pace.NEVER);
        assertThat(forgottenAt(lane.pace().earliest() - 1)).isEmpty();
        assertThat(forgottenAt(lane.pace().earliest())).containsExactly(lane);
        assertThat(forgottenAt(Pace.FAR - 1)).isEmpty();
    }

    @Test
    void anIdleLaneIsKeptAsLongAsItsSettingsAreFresh() {
        Lane<Waiter> lane = new Lane<>("idle");
        timeline.place(lane, Waiter.readyAt(lane), NOW + 5);
        assertThat(forgottenAt(NOW + 4)).isEmpty();
        assertThat(forgottenAt(NOW + 5)).containsExactly(lane);
    }

    @Test
    void anIdleLaneWhoseDelayIsStillAskedForIsKeptForTheLongestGap() {
        Lane<Waiter> lane = new Lane<>("idle");
        lane.pace().departed(NOW, 0);
        timeline.place(lane, Waiter.readyAt(lane), Pace.NEVER);
        long end = NOW + TimeUnit.DAYS.toNanos(1);
        assertThat(forgottenAt(end - 1)).isEmpty();
        assertThat(forgottenAt(end)).containsExactly(lane);
    }

    @Test
    void anIdleLaneWhoseDelayWasKnownOnceIsKeptForThatGap() {
        Lane<Waiter> lane = new Lane<>("idle");
        lane.pace().departed(NOW, 1_000);
        lane.pace().formerly(2_000);
        timeline.place(lane, Waiter.readyAt(lane), Pace.NEVER);
        long end = NOW + TimeUnit.SECONDS.toNanos(3);
        assertThat(forgottenAt(end - 1)).isEmpty();
        assertThat(forgottenAt(end)).containsExactly(lane);
    }

    @Test
    void whatIsRemovedComesNoMore() {
        Lane<Waiter> lane = closedUntil("a", NOW);
        timeline.advance(NOW);
        timeline.remove(lane);
        assertThat(timeline.runnable()).isZero();
        assertThat(timeline.alarm()).isEqualTo(Pace.FAR);
    }

    private Lane<Waiter> closedUntil(String instance, long at) {
        Lane<Waiter> lane = new Lane<>(instance);
        lane.add(Waiter.normal(1), NOW - 10);
        lane.closeUntil(at);
        timeline.place(lane, Waiter.readyAt(lane), Pace.NEVER);
        return lane;
    }

    private List<Lane<Waiter>> turns() {
        List<Lane<Waiter>> turns = new ArrayList<>();
        while (timeline.runnable() > 0) {
            turns.add(timeline.first());
            timeline.remove(timeline.first());
        }
        return turns;
    }

    private List<Lane<Waiter>> forgottenAt(long now) {
        List<Lane<Waiter>> forgotten = new ArrayList<>();
        timeline.forgetIdle(now, forgotten::add);
        return forgotten;
    }
}
