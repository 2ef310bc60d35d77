package io.metronome.pacing;

import static io.metronome.command.Priority.BULK;
import static io.metronome.command.Priority.HIGH;
import static io.metronome.command.Priority.NORMAL;
import static io.metronome.pacing.Waiter.SETTINGS;
import static io.metronome.pacing.Waiter.TEXT;
import static io.metronome.pacing.Waiter.VOICE;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final long NOW = 1_000_000_000_000L;

    private final Lane<Waiter> lane = new Lane<>("1101000001");

    @Test
    void goesByPriorityThenByArrival() {
        add(new Waiter(1, TEXT, BULK), new Waiter(2, TEXT, NORMAL), new Waiter(3, TEXT, HIGH));
        add(new Waiter(4, TEXT, HIGH), new Waiter(5, TEXT, NORMAL), new Waiter(6, TEXT, BULK));
        assertThat(drained()).containsExactly(3L, 4L, 2L, 5L, 1L, 6L);
    }

    @Test
    void oneIsOnTheRoadAtATime() {
        add(Waiter.normal(1), Waiter.normal(2));
        Waiter first = depart(NOW);
        assertThat(lane.inFlight()).isSameAs(first);
        assertThat(lane.next(NOW)).isNull();
        assertThat(Waiter.readyAt(lane)).isEqualTo(Pace.FAR);
        assertThat(lane.waiting()).isOne();
        lane.callEnded(NOW);
        assertThat(lane.next(NOW)).extracting(Entry::offset).isEqualTo(2L);
    }

    @Test
    void countsWhatWaitsInEachPriority() {
        Waiter bulk = new Waiter(3, TEXT, BULK);
        add(Waiter.normal(1), Waiter.normal(2), bulk, Waiter.normal(4));
        assertThat(lane.waiting(NORMAL)).isEqualTo(3);
        assertThat(lane.waiting(BULK)).isOne();
        assertThat(lane.waiting(HIGH)).isZero();

        Waiter first = depart(NOW);
        assertThat(lane.waiting(NORMAL)).isEqualTo(2);
        lane.back(first);
        assertThat(lane.waiting(NORMAL)).isEqualTo(3);
        lane.withdraw(bulk);
        assertThat(lane.waiting(BULK)).isZero();
        assertThat(lane.queued(BULK)).as("until it comes to the head").containsExactly(bulk);
        assertThat(lane.queued(NORMAL)).extracting(Entry::offset).containsExactly(1L, 2L, 4L);
        assertThat(lane.queued(HIGH)).isEmpty();
    }

    @Test
    void isIdleOnlyWhenNothingWaitsAndNothingIsOnTheRoad() {
        assertThat(lane.isIdle()).isTrue();
        add(Waiter.normal(1));
        assertThat(lane.isIdle()).isFalse();
        depart(NOW);
        assertThat(lane.isIdle()).isFalse();
        lane.callEnded(NOW);
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void keepsTheGapBetweenPacedCalls() {
        lane.pace().know(500);
        add(Waiter.normal(1), Waiter.normal(2));
        Waiter first = depart(NOW);
        lane.written(first, NOW + 3);
        lane.callEnded(NOW);
        long next = NOW + 3 + SECONDS.toNanos(1);
        assertThat(Waiter.readyAt(lane)).isBetween(NOW + 3 + MILLISECONDS.toNanos(500), next);
        assertThat(lane.next(NOW + 3 + MILLISECONDS.toNanos(500) - 1)).isNull();
        assertThat(lane.next(next)).isNotNull();
    }

    @Test
    void aMethodThatIsNotPacedWaitsForNoGapAndLeavesNone() {
        lane.pace().know(15_000);
        lane.pace().departed(NOW, 0);
        add(new Waiter(1, SETTINGS, NORMAL));
        Waiter settings = depart(NOW);
        lane.written(settings, NOW + 1);
        lane.callEnded(NOW);
        assertThat(lane.pace().departedAt()).isEqualTo(NOW);
    }

    @Test
    void aHeadThatRetriesHoldsItsPriorityAndNoOther() {
        add(Waiter.normal(1), Waiter.normal(2), new Waiter(3, TEXT, BULK));
        Waiter head = depart(NOW);
        head.retryAt(NOW + 100);
        lane.back(head);
        assertThat(lane.next(NOW)).extracting(Entry::offset).isEqualTo(3L);
        assertThat(lane.next(NOW + 100)).isSameAs(head);
    }

    @Test
    void comesBackInFrontOfThoseBehindIt() {
        add(Waiter.normal(1), Waiter.normal(2));
        lane.back(depart(NOW));
        assertThat(lane.waiting()).isEqualTo(2);
        assertThat(drained()).containsExactly(1L, 2L);
    }

    @Test
    void keepsTheMethodsLimitWithAMargin() {
        lane.pace().know(0);
        add(new Waiter(1, TEXT, NORMAL), new Waiter(2, TEXT, NORMAL), new Waiter(3, VOICE, HIGH));
        lane.throttle(VOICE, NOW + SECONDS.toNanos(90));
        Waiter first = depart(NOW);
        lane.written(first, NOW);
        lane.callEnded(NOW);
        assertThat(Waiter.readyAt(lane)).isEqualTo(NOW + (long) (1.2 * SECONDS.toNanos(1) / TEXT.perSecond()));
    }

    @Test
    void aThrottledMethodHoldsNoOtherPriority() {
        add(new Waiter(1, TEXT, HIGH), new Waiter(2, VOICE, NORMAL));
        lane.throttle(TEXT, NOW + 10);
        lane.throttle(TEXT, NOW + 5);
        assertThat(lane.next(NOW + 9)).extracting(Entry::offset).isEqualTo(2L);
        assertThat(lane.next(NOW + 10)).extracting(Entry::offset).isEqualTo(1L);
    }

    @Test
    void passesOverThoseWithdrawn() {
        Waiter first = Waiter.normal(1);
        Waiter second = Waiter.normal(2);
        add(first, second, Waiter.normal(3));
        lane.withdraw(second);
        lane.withdraw(first);
        assertThat(lane.waiting()).isOne();
        assertThat(drained()).containsExactly(3L);
    }

    @Test
    void isReadyNeverOnceEverybodyWithdrew() {
        Waiter only = Waiter.normal(1);
        add(only);
        lane.withdraw(only);
        assertThat(lane.isIdle()).isTrue();
        assertThat(Waiter.readyAt(lane)).isEqualTo(Pace.FAR);
        assertThat(lane.next(NOW)).isNull();
    }

    @Test
    void staysClosedAsLongAsTheLongestSaid() {
        add(Waiter.normal(1));
        lane.closeUntil(NOW + 50);
        lane.closeUntil(NOW + 20);
        assertThat(Waiter.readyAt(lane)).isEqualTo(NOW + 50);
        assertThat(lane.next(NOW + 49)).isNull();
    }

    @Test
    void isDueFromItsArrivalOrFromTheEndOfTheGap() {
        Waiter early = Waiter.normal(1);
        lane.add(early, NOW);
        assertThat(lane.dueAt(early)).isEqualTo(NOW);
        lane.pace().know(500);
        lane.pace().departed(NOW, 0);
        assertThat(lane.dueAt(early)).isEqualTo(NOW + MILLISECONDS.toNanos(500));
        Waiter late = Waiter.normal(2);
        lane.add(late, NOW + SECONDS.toNanos(9));
        assertThat(lane.dueAt(late)).isEqualTo(NOW + SECONDS.toNanos(9));
    }

    @Test
    void takesItsNextTurnBehindThoseThatWereDueDuringItsCall() {
        lane.pace().know(0);
        Waiter settings = new Waiter(2, SETTINGS, BULK);
        add(Waiter.normal(1), settings);
        depart(NOW + 5);
        lane.callEnded(NOW + 9);
        assertThat(lane.dueAt(settings)).as("what a reply says").isEqualTo(NOW);
        assertThat(lane.turnAt(settings)).isEqualTo(NOW + 9);
    }

    private void add(Waiter... waiters) {
        for (Waiter waiter : waiters) {
            lane.add(waiter, NOW);
        }
    }

    private Waiter depart(long now) {
        Waiter next = Objects.requireNonNull(lane.next(now), "nobody goes");
        lane.callStarted(next);
        return next;
    }

    private List<Long> drained() {
        List<Long> offsets = new ArrayList<>();
        while (!lane.isIdle()) {
            offsets.add(depart(NOW).offset());
            lane.callEnded(NOW);
        }
        return offsets;
    }
}
