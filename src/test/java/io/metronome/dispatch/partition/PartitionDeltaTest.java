package io.metronome.dispatch.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Bounds;
import io.metronome.dispatch.loop.Samples;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.ledger.RecordedDelay;
import io.metronome.pacing.Pace;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartitionDeltaTest {
    private static final int LARGE = 5 << 20;
    private static final int END_BYTES = 70;

    private final OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
    private final PartitionDelta news = partition.delta();

    @Test
    void whateverWasReadAndHasNotEndedGoesToTheLedger() {
        read(10, 11);
        PartitionCheckpoint section = cut();
        assertThat(waiting(section)).containsExactly(10L, 11L);
        assertThat(section.position()).isEqualTo(12);
        assertThat(section.ended()).isEmpty();
        assertThat(section.replies()).isEmpty();
    }

    @Test
    void whatEndedBeforeTheCutIsToldAndNeverPut() {
        SampleCommand pending = read(10);
        end(pending);
        PartitionCheckpoint section = cut();
        assertThat(waiting(section)).isEmpty();
        assertThat(section.ended()).isEmpty();
        assertThat(told(section)).containsExactly("10");
        assertThat(section.position()).isEqualTo(11);
    }

    @Test
    void aTombstoneGoesOnlyToWhatStandsInTheLedger() {
        SampleCommand pending = read(10);
        cut();
        end(pending);
        PartitionCheckpoint section = cut();
        assertThat(section.ended()).containsExactly(10);
        assertThat(told(section)).containsExactly("10");
        assertThat(waiting(section)).isEmpty();
    }

    @Test
    void nothingIsToldTwice() {
        SampleCommand inLedger = read(10);
        cut();
        SampleCommand fresh = read(11);
        end(inLedger);
        end(fresh);
        assertThat(told(cut())).containsExactly("10", "11");
        assertThat(news.any()).isFalse();
        PartitionCheckpoint again = cut();
        assertThat(told(again)).isEmpty();
        assertThat(again.ended()).isEmpty();
        assertThat(again.position()).isEqualTo(12);
        assertThat(news.pendingBytes()).isZero();
    }

    @Test
    void theLatestWordOnAnInstanceIsToldOnce() {
        news.conditioned(new InstanceCondition<>(
                "1", null, List.of(), new InstanceCondition.Settling<>(500, new MonotonicMoment(1))));
        news.conditioned(InstanceCondition.none("1"));
        assertThat(news.any()).isTrue();
        assertThat(cut().conditions()).containsExactly(InstanceCondition.none("1"));
        assertThat(cut().conditions()).isEmpty();
        assertThat(news.any()).isFalse();
    }

    @Test
    void aChangeIsWrittenAgainOnlyIfTheLedgerKnowsTheCommandAndItWaits() {
        SampleCommand pending = read(10);
        news.changed(pending);
        pending.attempts(1);
        assertThat(cut().waiting())
                .singleElement()
                .satisfies(one -> assertThat(one.attempts()).isOne());
        assertThat(news.any()).isFalse();
        pending.attempts(2);
        news.changed(pending);
        news.changed(pending);
        assertThat(cut().waiting())
                .singleElement()
                .satisfies(one -> assertThat(one.attempts()).isEqualTo(2));
        news.changed(pending);
        end(pending);
        assertThat(cut().waiting()).isEmpty();
    }

    @Test
    void theCutMayStandAnywhereInWhatWasRead() {
        for (long offset = 10; offset < 14; offset++) {
            news.read(new SampleCommand(offset, LARGE));
        }
        news.taken(20);
        PartitionCheckpoint first = cut();
        assertThat(waiting(first)).containsExactly(10L, 11L);
        assertThat(first.position()).isEqualTo(12);
        assertThat(news.any()).isTrue();
        PartitionCheckpoint second = cut();
        assertThat(waiting(second)).containsExactly(12L, 13L);
        assertThat(second.position()).isEqualTo(20);
        assertThat(news.any()).isFalse();
        assertThat(news.unsavedBytes()).isZero();
    }

    @Test
    void thePositionMovesPastWhatHoldsNoCommands() {
        news.taken(100);
        assertThat(cut().position()).isEqualTo(100);
        news.taken(90);
        assertThat(cut().position()).isEqualTo(100);
    }

    @Test
    void oneThatEndsBehindTheCutIsToldWithItsOffset() {
        news.read(new SampleCommand(10, LARGE));
        news.read(new SampleCommand(11, LARGE));
        SampleCommand beyond = new SampleCommand(12, LARGE);
        news.read(beyond);
        news.taken(13);
        end(beyond);
        assertThat(told(cut())).isEmpty();
        PartitionCheckpoint second = cut();
        assertThat(told(second)).containsExactly("12");
        assertThat(second.ended()).isEmpty();
    }

    @Test
    void whatARestoreRefusesIsToldWithATombstone() {
        news.taken(20);
        news.restored(
                new TrackedRecord.Refusal(5, 100, new RecordEnd(7, null, () -> Samples.told("5"))), LedgerPlace.SINGLE);
        assertThat(news.pendingBytes()).isEqualTo(107);
        PartitionCheckpoint section = cut();
        assertThat(section.ended()).containsExactly(5);
        assertThat(told(section)).containsExactly("5");
        assertThat(news.pendingBytes()).isZero();
    }

    @Test
    void endsCountAsMemoryUntilACheckpointHasThem() {
        SampleCommand fresh = new SampleCommand(10, 10);
        SampleCommand saved = new SampleCommand(9, 10);
        news.read(fresh);
        news.restored(saved, LedgerPlace.SINGLE);
        long waiting = news.pendingBytes();
        end(fresh);
        end(saved);
        assertThat(news.pendingBytes()).isEqualTo(waiting + 2 * END_BYTES);
        cut();
        assertThat(news.pendingBytes()).isZero();
    }

    @Test
    void repliesAreMadeWhenACheckpointIsCut() {
        AtomicInteger made = new AtomicInteger();
        SampleCommand pending = read(10);
        pending.end(new RecordEnd(END_BYTES, null, () -> {
            made.incrementAndGet();
            return Samples.told("10");
        }));
        news.ended(pending);
        assertThat(made).hasValue(0);
        assertThat(told(cut())).containsExactly("10");
        assertThat(made).hasValue(1);
    }

    @Test
    void nothingIsKeptOfAPartitionThatIsGone() {
        end(read(10));
        read(11);
        partition.release();
        assertThat(partition.commandBytes()).isZero();
        assertThat(cut().waiting()).isEmpty();
    }

    @Test
    void whatARestoreFindsWaitingIsNotPutAgain() {
        news.taken(20);
        SampleCommand pending = new SampleCommand(5, 10);
        news.restored(pending, LedgerPlace.SINGLE);
        assertThat(waiting(cut())).isEmpty();
        end(pending);
        assertThat(cut().ended()).containsExactly(5);
    }

    @Test
    void theLastDepartureOfAnInstanceCounts() {
        news.departed(
                new PaceRecord.Departed("1", new MonotonicMoment(10), new RecordedDelay.UndatedDelay<>(15_000), 0));
        news.departed(
                new PaceRecord.Departed("1", new MonotonicMoment(20), new RecordedDelay.UndatedDelay<>(15_000), 0));
        assertThat(cut().paces())
                .containsExactly(new PaceRecord.Departed(
                        "1", new MonotonicMoment(20), new RecordedDelay.UndatedDelay<>(15_000), 0));
        assertThat(cut().paces()).isEmpty();
    }

    @Test
    void aConfirmationSaysNothingButThePosition() {
        read(10);
        cut();
        read(11);
        PartitionCheckpoint confirmation = news.confirmation();
        assertThat(confirmation.position()).isEqualTo(11);
        assertThat(confirmation.header()).isNull();
        assertThat(confirmation.waiting()).isEmpty();
        assertThat(waiting(cut())).containsExactly(11L);
    }

    @Test
    void aHeaderThatIsDueIsNews() {
        cut();
        assertThat(news.any()).isFalse();
        news.headerDue();
        assertThat(news.any()).isTrue();
    }

    private SampleCommand read(long... offsets) {
        SampleCommand last = null;
        for (long offset : offsets) {
            last = new SampleCommand(offset, 10);
            news.read(last);
            news.taken(offset + 1);
        }
        return Objects.requireNonNull(last, "at least one");
    }

    private void end(SampleCommand pending) {
        pending.end(new RecordEnd(END_BYTES, null, () -> Samples.told(Long.toString(pending.offset()))));
        news.grew(END_BYTES);
        news.ended(pending);
    }

    private PartitionCheckpoint cut() {
        return news.cut(new Budget(Bounds.USUAL), null);
    }

    private static List<Long> waiting(PartitionCheckpoint section) {
        return section.waiting().stream()
                .map(one -> one.commandRecord().offset())
                .toList();
    }

    private static List<String> told(PartitionCheckpoint section) {
        return section.replies().stream()
                .map(reply -> new String(Objects.requireNonNull(reply.value()), UTF_8))
                .toList();
    }

    @Test
    void anIdDoesNotLeaveBeforeTheCommandThatHasIt() {
        OwnedPartition partition = PartitionSamples.partition(Pace.NEVER);
        PartitionDelta heavy = partition.delta();
        for (long offset = 10; offset < 13; offset++) {
            SampleCommand pending = new SampleCommand(offset, 5 << 20);
            heavy.read(pending);
            if (offset == 12) {
                pending.sent(77);
                pending.end(new RecordEnd(0, null, () -> Samples.told("12")));
                heavy.ended(pending);
            }
        }
        heavy.taken(13);
        PartitionCheckpoint first = heavy.cut(new Budget(Bounds.USUAL), null);
        assertThat(first.position()).isEqualTo(12);
        assertThat(first.sentIds()).isEmpty();
        assertThat(heavy.cut(new Budget(Bounds.USUAL), null).sentIds())
                .hasSize(2)
                .endsWith(12);
    }
}
