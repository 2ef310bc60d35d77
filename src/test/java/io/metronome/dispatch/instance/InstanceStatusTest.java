package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.dispatch.partition.PartitionSamples;
import io.metronome.pacing.Pace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceStatusTest {
    private static final long SECOND = SECONDS.toNanos(1);
    private static final long NOW = 1_000_000;

    private final InstanceStatus watch =
            LaneSamples.lane(PartitionSamples.partition(Pace.NEVER)).status();

    @Test
    void asksAnInstanceWithWorkByTheMinute() {
        assertThat(watch.nextAt(7, NOW, 1)).isEqualTo(7);
        watch.asked(100 * SECOND);
        assertThat(watch.nextAt(101 * SECOND, NOW, 0)).isEqualTo(160 * SECOND);
        assertThat(watch.nextAt(101 * SECOND, NOW, 1)).isEqualTo(172 * SECOND);
        assertThat(watch.nextAt(500 * SECOND, NOW, 1)).isEqualTo(500 * SECOND);
    }

    @Test
    void asksOneThatRestartsAfter1And2And4SecondsAndAfterFiveMinutesByTheMinute() {
        watch.hold(Hold.restarting(0, 0, 0), 0);
        List<Long> gaps = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 18; i++) {
            long next = watch.nextAt(now, NOW, 0);
            gaps.add((next - now) / SECOND);
            now = next;
            watch.asked(now);
        }
        assertThat(gaps).startsWith(1L, 2L, 4L, 8L, 16L, 30L, 30L).endsWith(30L, 60L, 60L, 60L);
    }

    @Test
    void asksNoOftenerThanTheApiAllows() {
        watch.asked(100 * SECOND);
        watch.hold(Hold.restarting(0, 0, 0), 100 * SECOND);
        assertThat(watch.nextAt(100 * SECOND, NOW, 0)).isEqualTo(101 * SECOND + SECOND / 5);
    }

    @Test
    void asksOneWhoseEndIsKnownHalfAsOftenSinceThatTakesTwoCalls() {
        watch.asked(100 * SECOND);
        watch.hold(
                Hold.byState(new InstanceState.Held(HoldReason.SUSPENDED, "its state is suspended", 9), 0, 0, 0),
                100 * SECOND);
        assertThat(watch.nextAt(101 * SECOND, NOW, 0)).isEqualTo(220 * SECOND);
    }

    @Test
    void asksWhenAHoldEndsWhoseEndIsKnown() {
        watch.asked(100 * SECOND);
        watch.hold(
                Hold.byState(
                        new InstanceState.Held(HoldReason.SUSPENDED, "its state is suspended", NOW + 30_000), 0, 0, 0),
                100 * SECOND);
        assertThat(watch.nextAt(101 * SECOND, NOW, 0)).isEqualTo(131 * SECOND);
        assertThat(watch.nextAt(140 * SECOND, NOW + 39_000, 0)).as("it goes on").isEqualTo(220 * SECOND);
    }

    @Test
    void spreadsTheFirstQuestionsOfHoldsThatWereRestored() {
        watch.restored(Hold.byAnswer(new Answer.Held(466, "quota", HoldReason.QUOTA), 0, 3, 9), 100 * SECOND);
        assertThat(watch.refusals()).isEqualTo(3);
        assertThat(watch.nextAt(100 * SECOND, NOW, 0)).isEqualTo(100 * SECOND);
        assertThat(watch.nextAt(100 * SECOND, NOW, 0.5)).isEqualTo(130 * SECOND);
    }

    @Test
    void opensForATrialOnlyOnceTheStateIsGood() {
        Hold hold = Hold.byAnswer(new Answer.Held(466, "quota", HoldReason.QUOTA), 0, 1, 9);
        assertThat(hold.opensAt()).isEqualTo(Pace.FAR);
        assertThat(hold.onTrial().opensAt()).isEqualTo(9);
    }
}
