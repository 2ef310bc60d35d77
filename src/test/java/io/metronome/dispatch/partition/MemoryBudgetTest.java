package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.control.ControlTopic;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.OwnedLoop;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Samples;
import io.metronome.dispatch.loop.Time;
import io.metronome.intake.Intake;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.RestoreMemory;
import io.metronome.ledger.Restored;
import io.metronome.spill.Spill;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

class MemoryBudgetTest {
    private static final int LIMIT = 100_000;
    private static final int THIRD = LIMIT / 3;
    private static final int BEYOND = (int) MemoryBudget.BEYOND_BYTES;

    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);

    @RegisterExtension
    final OwnedLoop owned = new OwnedLoop(time);

    private final PipelineStats stats = new PipelineStats();
    private final Set<Integer> paused = new TreeSet<>();
    private final PartitionLifecycle lifecycle = new PartitionLifecycle(
            new RestoreSource(new SilentLedger(), ControlTopic.EMPTY, waiting -> Samples.understood(0), 0),
            Spill.none(),
            owned.loop(),
            time,
            settings(),
            new DispatchListener() {},
            new UnheardPartitions());
    private final MemoryBudget memory = new MemoryBudget(owned.loop(), lifecycle, stats, time, settings());
    private long offset;

    @BeforeEach
    void connect() {
        memory.connect(new PausedPartitions());
    }

    @Test
    void thePartitionThatIsOverItsSharePausesAndTheOthersReadOn() {
        List<OwnedPartition> live = live(3);
        fill(live.get(0), THIRD + 1);
        fill(live.get(1), THIRD / 2);
        memory.balance();
        assertThat(paused).containsExactly(0);
        live.get(0).release();
        memory.balance();
        assertThat(paused).isEmpty();
    }

    @Test
    void whatAPartitionCostsBesideItsCommandsCountsToo() {
        List<OwnedPartition> live = live(3);
        memory.count(partition -> THIRD + MemoryBudget.FREE_BYTES);
        fill(live.get(1), 100);
        memory.balance();
        assertThat(paused).as("lanes alone stop nobody").containsExactly(1);
        assertThat(stats.pendingBytes()).isEqualTo(3 * THIRD + 100);
    }

    @Test
    void everyPartitionPausesWhenAllTogetherFillTheMemory() {
        List<OwnedPartition> live = live(3);
        fill(live.get(2), LIMIT + BEYOND + 1);
        memory.balance();
        assertThat(paused).containsExactly(0, 1, 2);
        live.get(2).delta().grew(-BEYOND - 1);
        memory.balance();
        assertThat(paused).as("one is still over its share").containsExactly(2);
    }

    @Test
    void aRestoreWaitsForRoomAndNothingIsReadMeanwhile() {
        List<OwnedPartition> live = live(2);
        lifecycle.assigned(Map.of(2, 1L));
        fill(live.get(0), THIRD / 2);
        memory.balance();
        assertThat(memory.hasRoomFor(BEYOND + LIMIT / 2, true)).isTrue();
        assertThat(paused).isEmpty();
        assertThat(memory.hasRoomFor(BEYOND + LIMIT - THIRD / 3, true)).isFalse();
        memory.balance();
        assertThat(paused).contains(0, 1);
        live.get(0).delta().grew(-THIRD / 3);
        memory.balance();
        assertThat(memory.hasRoomFor(BEYOND + LIMIT - THIRD / 3, true)).isTrue();
        memory.balance();
        assertThat(paused).isEmpty();
    }

    @Test
    void whatWasRestoredCountsBeforeItIsTakenIn() {
        List<OwnedPartition> live = live(2);
        live.get(0).restoredBytes(LIMIT / 2 + 1);
        memory.balance();
        assertThat(memory.hasRoomFor(BEYOND + LIMIT / 2, true)).isFalse();
        live.get(0).restoredBytes(1);
        memory.balance();
        assertThat(memory.hasRoomFor(BEYOND + LIMIT / 2, true)).isTrue();
    }

    @Test
    void aPartitionThatIsTooLargeByItselfIsRestoredAllTheSame() {
        live(1);
        memory.balance();
        assertThat(memory.hasRoomFor(BEYOND + 2L * LIMIT, true)).isTrue();
        assertThat(memory.hasRoomFor(BEYOND + 2L * LIMIT, false)).isFalse();
    }

    @Test
    void nothingWaitsForARestoreThatIsGivenUp() {
        List<OwnedPartition> live = live(2);
        lifecycle.assigned(Map.of(2, 1L));
        fill(live.get(0), THIRD / 2);
        memory.balance();
        assertThat(memory.hasRoomFor(BEYOND + LIMIT, true)).isFalse();
        memory.balance();
        assertThat(paused).contains(0, 1);
        lifecycle.lost(Map.of(2, 1L));
        memory.balance();
        assertThat(paused).doesNotContain(0, 1);
    }

    private List<OwnedPartition> live(int count) {
        for (int number = 0; number < count; number++) {
            lifecycle.assigned(Map.of(number, 1L));
        }
        List<OwnedPartition> all = List.copyOf(lifecycle.partitions());
        for (OwnedPartition partition : all) {
            partition.phase(Phase.OPENING);
            partition.opened(0, 0);
        }
        return all;
    }

    private void fill(OwnedPartition partition, int bytes) {
        partition.delta().restored(new SampleCommand(++offset, bytes), LedgerPlace.SINGLE);
    }

    private static DispatchSettings settings() {
        Duration second = Duration.ofSeconds(1);
        return new DispatchSettings(
                3,
                1,
                LIMIT,
                0,
                second,
                second,
                second,
                second,
                second,
                Duration.ofMinutes(10),
                second,
                false,
                Bounds.USUAL);
    }

    private final class PausedPartitions implements Intake {
        @Override
        public void begin(int partition, long ownership, long position) {}

        @Override
        public void pause(int partition, long ownership, boolean isPaused) {
            if (isPaused) {
                paused.add(partition);
            } else {
                paused.remove(partition);
            }
        }
    }

    private static final class SilentLedger implements Ledger {
        @Override
        public Mono<CommittedCheckpoint> save(Checkpoint checkpoint) {
            return Mono.never();
        }

        @Override
        public Mono<Restored> restore(int partition, long ownership, RestoreMemory memory) {
            return Mono.never();
        }
    }

    private static final class UnheardPartitions implements PartitionListener {
        @Override
        public void live(OwnedPartition partition, RestoredPartition restored, BrokerTime broker, Runnable done) {}

        @Override
        public void counted() {}

        @Override
        public void closed(OwnedPartition partition) {}

        @Override
        public void announced(OwnedPartition partition, List<Announcement<?>> saved) {}

        @Override
        public void gone(OwnedPartition partition) {}
    }
}
