package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.BlockSizes;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.dispatch.loop.Samples;
import io.metronome.ledger.BlockChanges;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.RestoredBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which records of the ledger a checkpoint writes for commands. */
class LedgerCommandsTest {
    private static final BlockSizes SIZES = new BlockSizes(3, 8, 2);
    private static final int LARGE = 17 << 10;
    private static final int MEDIUM = 15 << 10;

    private final LedgerCommands commands = new LedgerCommands(SIZES);

    LedgerCommandsTest() {
        commands.restored(RestoredBlocks.NONE, true);
    }

    @Test
    void whatOneCheckpointPutsSharesARecord() {
        List<SampleCommand> put = put(10, 14);
        LedgerCommands.CommandChanges changes = commands.finish();
        assertThat(changes.waiting()).isEmpty();
        assertThat(changes.blocks().added())
                .singleElement()
                .satisfies(block -> assertThat(offsets(block)).containsExactly(10L, 11L, 12L, 13L));
        assertThat(changes.blocks().areLeft()).isTrue();
        assertThat(put)
                .allSatisfy(one ->
                        assertThat(LedgerPlace.isInBlock(one.ledgerPlace())).isTrue());
        assertThat(commands.count()).isEqualTo(4);
        assertThat(commands.bytes()).isPositive();
    }

    @Test
    void aBlockHasNotMoreThanItsMostCommands() {
        put(0, 20);
        LedgerCommands.CommandChanges changes = commands.finish();
        assertThat(changes.blocks().added())
                .extracting(block -> block.commands().size())
                .containsExactly(8, 8, 4);
        assertThat(changes.blocks().added())
                .extracting(BlockChanges.CommandBlock::number)
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void fewCommandsAndLargeOnesHaveRecordsOfTheirOwn() {
        put(10, 12);
        assertThat(commands.finish().waiting()).hasSize(2);
        put(20, 23);
        SampleCommand large = putNew(30, LARGE);
        LedgerCommands.CommandChanges changes = commands.finish();
        assertThat(changes.waiting())
                .singleElement()
                .satisfies(one -> assertThat(one.commandRecord().offset()).isEqualTo(30));
        assertThat(large.ledgerPlace()).isEqualTo(LedgerPlace.SINGLE);
        assertThat(changes.blocks().added()).hasSize(1);
    }

    @Test
    void aBlockStaysBelowTheBytesThatATopicAccepts() {
        for (int i = 0; i < 6; i++) {
            putNew(i, MEDIUM);
        }
        assertThat(commands.finish().blocks().added())
                .extracting(block -> block.commands().size())
                .containsExactly(3, 3);
    }

    @Test
    void theEndsOfABlockAreToldTogether() {
        List<SampleCommand> put = put(10, 18);
        commands.finish();
        commands.begin();
        end(put.get(1), put.get(3));
        LedgerCommands.CommandChanges changes = commands.finish();
        assertThat(changes.ended()).isEmpty();
        assertThat(changes.blocks().ends())
                .singleElement()
                .satisfies(ends -> assertThat(ends.ended()).containsExactly(0b1010));
        commands.begin();
        end(put.get(0));
        assertThat(commands.finish().blocks().ends())
                .singleElement()
                .satisfies(ends -> assertThat(ends.ended()).containsExactly(0b1011));
    }

    @Test
    void aBlockThatIsOverIsDeletedWithItsEnds() {
        List<SampleCommand> first = put(10, 13);
        commands.finish();
        commands.begin();
        end(first.toArray(SampleCommand[]::new));
        LedgerCommands.CommandChanges changes = commands.finish();
        assertThat(changes.blocks().gone()).containsExactly(new BlockChanges.GoneBlock(0, false));
        assertThat(changes.blocks().ends()).isEmpty();
        assertThat(changes.blocks().areLeft()).isFalse();
        assertThat(commands.bytes()).isZero();

        List<SampleCommand> second = put(20, 23);
        commands.finish();
        commands.begin();
        end(second.get(0));
        commands.finish();
        commands.begin();
        end(second.get(1), second.get(2));
        assertThat(commands.finish().blocks().gone()).containsExactly(new BlockChanges.GoneBlock(1, true));
        assertThat(commands.count()).isZero();
    }

    @Test
    void aChangedCommandGetsAnotherPlaceAndItsFormerOneEnds() {
        List<SampleCommand> put = put(10, 18);
        SampleCommand single = putNew(30, LARGE);
        commands.finish();
        commands.begin();
        for (SampleCommand one : List.of(put.get(0), put.get(1), put.get(2))) {
            commands.put(one, budget());
        }
        LedgerCommands.CommandChanges changes = commands.finish();
        assertThat(changes.blocks().added())
                .singleElement()
                .satisfies(block -> assertThat(offsets(block)).containsExactly(10L, 11L, 12L));
        assertThat(changes.blocks().ends())
                .singleElement()
                .satisfies(ends -> assertThat(ends.ended()).containsExactly(0b111));
        commands.begin();
        commands.put(single, budget());
        changes = commands.finish();
        assertThat(changes.waiting()).hasSize(1);
        assertThat(changes.ended()).isEmpty();
        assertThat(commands.count()).isEqualTo(9);
    }

    @Test
    void aRecordOfItsOwnIsDeletedWhenItsCommandGoesIntoABlock() {
        List<SampleCommand> singles = put(10, 12);
        commands.finish();
        commands.begin();
        singles.forEach(one -> commands.put(one, budget()));
        put(20, 22, false);
        LedgerCommands.CommandChanges changes = commands.finish();
        assertThat(changes.ended()).containsExactly(10, 11);
        assertThat(changes.blocks().added()).hasSize(1);
    }

    @Test
    void theLastOnesOfABlockGetOtherPlacesAfterAWhile() {
        List<SampleCommand> put = put(10, 18);
        commands.finish();
        commands.begin();
        end(put.subList(0, 7).toArray(SampleCommand[]::new));
        assertThat(rewritten(commands.finish())).isEmpty();
        assertThat(rewritten(cut())).isEmpty();
        LedgerCommands.CommandChanges changes = cut();
        assertThat(rewritten(changes)).containsExactly(17L);
        assertThat(changes.blocks().gone()).containsExactly(new BlockChanges.GoneBlock(0, true));
        assertThat(commands.bytes()).isZero();
        assertThat(put.get(7).ledgerPlace()).isEqualTo(LedgerPlace.SINGLE);
    }

    @Test
    void oneThatHasEndedIsNotWrittenAgain() {
        List<SampleCommand> put = put(10, 18);
        commands.finish();
        commands.begin();
        end(put.subList(0, 7).toArray(SampleCommand[]::new));
        commands.finish();
        cut();
        put.get(7).end(new RecordEnd(0, null, () -> Samples.told("17")));
        assertThat(rewritten(cut())).isEmpty();
        commands.begin();
        commands.end(put.get(7));
        assertThat(commands.finish().blocks().gone()).containsExactly(new BlockChanges.GoneBlock(0, true));
    }

    @Test
    void anOlderFormatGetsARecordForEachCommandAFewAtATime() {
        LedgerCommands older = new LedgerCommands(SIZES);
        List<RestoredBlocks.RestoredBlock> blocks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            blocks.add(new RestoredBlocks.RestoredBlock(100 + i, 8, new byte[] {1}, true));
        }
        older.restored(new RestoredBlocks(blocks, new int[0], 140), false);
        // Nothing can be converted before its commands are taken in.
        assertThat(converted(older, budget())).isZero();
        for (int i = 0; i < 40 * 7; i++) {
            older.restored(new SampleCommand(i, 10), LedgerPlace.inBlock(i / 7, 1 + i % 7));
        }
        assertThat(converted(older, new Budget(new Bounds(1, 1, 30, 1 << 20, SIZES))))
                .isEqualTo(30);
        int all = 30;
        for (int part = converted(older, budget()); part > 0; part = converted(older, budget())) {
            assertThat(part).isLessThanOrEqualTo(100);
            assertThat(older.isConverting()).isEqualTo(all + part < 280);
            all += part;
        }
        assertThat(all).isEqualTo(280);
        assertThat(older.count()).isEqualTo(280);
        assertThat(older.bytes()).isZero();
    }

    @Test
    void theCommandsOfARefusedBlockHaveRecordsOfTheirOwn() {
        List<SampleCommand> put = put(10, 14);
        commands.finish();
        put.get(1).ledgerPlace(LedgerPlace.outdated(put.get(1).ledgerPlace()));
        commands.split(Set.of(0L));
        assertThat(put.get(0).ledgerPlace()).isEqualTo(LedgerPlace.SINGLE);
        assertThat(put.get(1).ledgerPlace()).isEqualTo(LedgerPlace.outdated(LedgerPlace.SINGLE));
        assertThat(commands.bytes()).isZero();
        commands.begin();
        end(put.get(0));
        LedgerCommands.CommandChanges changes = commands.finish();
        assertThat(changes.ended()).containsExactly(10);
        assertThat(changes.blocks().areLeft()).isFalse();
    }

    private static int converted(LedgerCommands older, Budget budget) {
        older.begin();
        older.putStragglers(budget);
        return older.finish().waiting().size();
    }

    private LedgerCommands.CommandChanges cut() {
        commands.begin();
        commands.putStragglers(budget());
        return commands.finish();
    }

    private List<SampleCommand> put(long from, long to) {
        return put(from, to, true);
    }

    private List<SampleCommand> put(long from, long to, boolean begins) {
        if (begins) {
            commands.begin();
        }
        List<SampleCommand> put = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            put.add(putNew(offset, 10));
        }
        return put;
    }

    private SampleCommand putNew(long offset, int bytes) {
        SampleCommand command = new SampleCommand(offset, bytes);
        commands.put(command, budget());
        return command;
    }

    private void end(SampleCommand... ended) {
        for (SampleCommand one : ended) {
            one.end(new RecordEnd(0, null, () -> Samples.told(Objects.toString(one.offset()))));
            commands.end(one);
        }
    }

    private static Budget budget() {
        return new Budget(Bounds.USUAL);
    }

    private static List<Long> rewritten(LedgerCommands.CommandChanges changes) {
        List<Long> all = new ArrayList<>();
        changes.waiting().forEach(one -> all.add(one.commandRecord().offset()));
        changes.blocks().added().forEach(block -> all.addAll(offsets(block)));
        return all;
    }

    private static List<Long> offsets(BlockChanges.CommandBlock block) {
        return block.commands().stream()
                .map(one -> one.commandRecord().offset())
                .toList();
    }
}
