package io.metronome.dispatch.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.OwnedLoop;
import io.metronome.dispatch.loop.Samples;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionSamples;
import io.metronome.dispatch.partition.RecordEnd;
import io.metronome.pacing.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommandTimersTest {
    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);

    @RegisterExtension
    final OwnedLoop owned = new OwnedLoop(time);

    private final List<PendingCommand> queued = new ArrayList<>();
    private final CommandTimers timers =
            new CommandTimers(owned.loop(), time, 1_000, queued::add, queued::add, later -> {}, over -> {});
    private final PendingCommand pending = LaneSamples.pending(PartitionSamples.partition(Pace.NEVER), 5, 1);

    @Test
    void takesItsPlaceAtOnceWhereNothingIsToBeAwaited() {
        timers.add(pending, Clocks.EPOCH);
        assertThat(queued).containsExactly(pending);
        assertThat(timers.alarm()).isEqualTo(Pace.FAR);
    }

    @Test
    void takesItsPlaceAtItsMomentAndNotEarlier() {
        timers.add(pending, Clocks.EPOCH + 300);
        assertThat(pending.isPostponed()).isTrue();
        assertThat(timers.alarm()).isEqualTo(300 * Samples.MILLI);
        clocks.advance(Duration.ofMillis(299));
        timers.wake();
        assertThat(queued).isEmpty();
        clocks.advance(Duration.ofMillis(1));
        timers.wake();
        assertThat(queued).containsExactly(pending);
        assertThat(pending.isPostponed()).isFalse();
    }

    @Test
    void oneThatEndedMeanwhileIsPassedOver() {
        timers.add(pending, Clocks.EPOCH + 300);
        pending.end(new RecordEnd(0, null, List::of));
        clocks.advance(Duration.ofSeconds(1));
        timers.wake();
        assertThat(queued).isEmpty();
    }

    @Test
    void looksAtTheCalendarEverySecondSinceItMayBeStepped() {
        timers.add(pending, Clocks.EPOCH + 3_600_000);
        assertThat(timers.alarm()).isEqualTo(1_000 * Samples.MILLI);
    }

    @Test
    void knowsThePostponedCommandsOfAnInstance() {
        List<PendingCommand> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            PendingCommand one = LaneSamples.pending(pending.partition(), 10 + i, 1);
            all.add(one);
            timers.add(one, Clocks.EPOCH + 300 + i / 50);
        }
        assertThat(timers.postponed(Samples.INSTANCE)).containsExactlyElementsOf(all);
        assertThat(timers.postponed("1")).isEmpty();
        clocks.advance(Duration.ofMillis(300));
        timers.wake();
        assertThat(timers.postponed(Samples.INSTANCE)).containsExactlyElementsOf(all.subList(50, 100));
        for (PendingCommand one : all.subList(50, 99)) {
            one.end(new RecordEnd(0, null, List::of));
            timers.ended(one);
        }
        assertThat(timers.postponed(Samples.INSTANCE)).containsExactly(all.get(99));
        clocks.advance(Duration.ofMillis(1));
        timers.wake();
        assertThat(timers.postponed(Samples.INSTANCE)).isEmpty();
    }

    @Test
    void wakesAFewAtATimeHoweverManyPartitionsShareTheMoment() {
        CommandTimers few =
                new CommandTimers(owned.loop(), time, 10, queued::add, queued::add, later -> {}, over -> {});
        List<OwnedPartition> partitions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            partitions.add(PartitionSamples.partition(Pace.NEVER));
            // The first one has none that is due.
            for (int command = 0; command < 25; command++) {
                few.add(LaneSamples.pending(partitions.get(i), command, 1), Clocks.EPOCH + (i == 0 ? 9_000 : 300));
            }
        }
        clocks.advance(Duration.ofMillis(300));
        int rounds = 0;
        while (queued.size() < 3 * 25) {
            int before = queued.size();
            few.wake();
            assertThat(queued.size() - before).as("in round %d", rounds).isBetween(1, 10);
            for (OwnedPartition each : partitions.subList(1, 4)) {
                List<OwnedPartition> all =
                        queued.stream().map(PendingCommand::partition).toList();
                boolean isOver = Collections.frequency(all.subList(0, before), each) == 25;
                assertThat(isOver || all.lastIndexOf(each) >= before)
                        .as("nobody waits for a neighbour")
                        .isTrue();
            }
            assertThat(few.alarm()).isEqualTo(queued.size() < 3 * 25 ? 300 * Samples.MILLI : 1_300 * Samples.MILLI);
            rounds++;
        }
        assertThat(rounds).isLessThan(12);
    }

    @Test
    void keepsNothingOfAPartitionThatIsGone() {
        timers.add(pending, Clocks.EPOCH + 3_600_000);
        timers.forget(pending.partition());
        assertThat(timers.size(partition -> true)).isZero();
        assertThat(timers.alarm()).isEqualTo(Pace.FAR);
    }
}
