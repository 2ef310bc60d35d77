package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.BlockSizes;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.dispatch.loop.Samples;
import io.metronome.ledger.BlockChanges;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.RestoredBlocks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A partition whose commands are read, change and end at random, whose owner changes, and whose ledger refuses blocks. After
 * each checkpoint each command that waits is in the ledger once, in the state that it had at the cut.
 */
class LedgerPlacesTest {
    private static final int STEPS = 4_000;
    private static final BlockSizes SIZES = new BlockSizes(2, 6, 3);

    /* The ledger, as a restore would find it. */
    private final Map<Long, Integer> singles = new TreeMap<>();
    private final Map<Long, List<PendingCommandRecord>> blocks = new TreeMap<>();
    private final Map<Long, BitSet> ends = new LinkedHashMap<>();

    private final Map<Long, SampleCommand> waiting = new TreeMap<>();
    private final Map<Long, Integer> attempts = new TreeMap<>();
    private PartitionDelta delta = delta();
    private boolean writesBlocks = true;
    private long next;

    LedgerPlacesTest() {
        delta.ledgerCommands().restored(RestoredBlocks.NONE, true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachCommandThatWaitsIsInOnePlace(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> read(1 + random.nextInt(5));
                case 2, 3 -> end(random);
                case 4 -> change(random);
                case 5, 6 -> cut(random, random.nextInt(4) == 0 ? 3 : 1_000);
                default -> maybeTakeOver(random);
            }
        }
        while (delta.any() || delta.ledgerCommands().isConverting()) {
            cut(random, 1_000);
        }
        check();
        new ArrayList<>(waiting.values()).forEach(this::end);
        while (delta.any()) {
            cut(random, 1_000);
        }
        assertThat(singles).isEmpty();
        assertThat(blocks).isEmpty();
        assertThat(ends).isEmpty();
        assertThat(delta.ledgerCommands().bytes()).isZero();
        assertThat(delta.ledgerCommands().count()).isZero();
    }

    private static PartitionDelta delta() {
        return new PartitionDelta(Samples.PARTITION, 1, SIZES, () -> {});
    }

    private void read(int count) {
        for (int i = 0; i < count; i++) {
            SampleCommand command = new SampleCommand(next++, 10);
            waiting.put(command.offset(), command);
            attempts.put(command.offset(), 0);
            delta.read(command);
        }
        delta.taken(next);
    }

    private void end(Random random) {
        if (!waiting.isEmpty()) {
            end(any(random));
        }
    }

    private void end(SampleCommand command) {
        command.end(new RecordEnd(0, null, () -> Samples.told(Long.toString(command.offset()))));
        waiting.remove(command.offset());
        delta.ended(command);
    }

    private void change(Random random) {
        if (!waiting.isEmpty()) {
            SampleCommand command = any(random);
            int made = attempts.merge(command.offset(), 1, Integer::sum);
            command.attempts(made);
            delta.changed(command);
        }
    }

    private SampleCommand any(Random random) {
        List<SampleCommand> all = new ArrayList<>(waiting.values());
        return all.get(random.nextInt(all.size()));
    }

    private void cut(Random random, int records) {
        PartitionCheckpoint section = delta.cut(new Budget(new Bounds(1, 1, records, 1 << 20, SIZES)), null);
        Set<Long> split = new LinkedHashSet<>();
        for (BlockChanges.CommandBlock block : section.blocks().added()) {
            assertThat(blocks).as("a number is in use once").doesNotContainKey(block.number());
            if (random.nextInt(5) == 0) {
                split.add(block.number());
            }
        }
        Set<Long> alone = new LinkedHashSet<>();
        section.blocks().added().stream()
                .filter(block -> split.contains(block.number()))
                .flatMap(block -> block.commands().stream())
                .forEach(one -> {
                    singles.put(one.commandRecord().offset(), one.attempts());
                    alone.add(one.commandRecord().offset());
                });
        section.waiting().forEach(one -> singles.put(one.commandRecord().offset(), one.attempts()));
        for (long ended : section.ended()) {
            if (!alone.contains(ended)) {
                assertThat(singles.remove(ended)).as("the record of %d", ended).isNotNull();
            }
        }
        section.blocks().added().stream()
                .filter(block -> !split.contains(block.number()))
                .forEach(block -> blocks.put(block.number(), block.commands()));
        section.blocks().ends().forEach(one -> ends.put(one.number(), BitSet.valueOf(one.ended())));
        for (BlockChanges.GoneBlock gone : section.blocks().gone()) {
            assertThat(blocks.remove(gone.number())).isNotNull();
            assertThat(ends.remove(gone.number()) != null).isEqualTo(gone.hasEnds());
        }
        delta.ledgerCommands().split(split);
        assertThat(section.blocks().areLeft()).isEqualTo(!blocks.isEmpty() || !split.isEmpty());
        if (records == 1_000) {
            check();
        }
    }

    /* Only right behind a checkpoint that had room for everything. */
    private void check() {
        if (delta.any()) {
            return;
        }
        Map<Long, Integer> found = new TreeMap<>(singles);
        blocks.forEach((number, commands) -> {
            BitSet ended = ends.getOrDefault(number, new BitSet());
            for (int i = 0; i < commands.size(); i++) {
                if (!ended.get(i)) {
                    long offset = commands.get(i).commandRecord().offset();
                    assertThat(found.put(offset, commands.get(i).attempts()))
                            .as("another place of %d", offset)
                            .isNull();
                }
            }
        });
        assertThat(found.keySet()).isEqualTo(waiting.keySet());
        found.forEach((offset, made) -> assertThat(made).isEqualTo(attempts.get(offset)));
        assertThat(delta.ledgerCommands().count()).isEqualTo(waiting.size());
    }

    /* Another owner restores what the ledger has, and may write another format. */
    private void maybeTakeOver(Random random) {
        if (random.nextInt(20) != 0) {
            return;
        }
        while (delta.any()) {
            cut(random, 1_000);
        }
        writesBlocks = random.nextInt(3) != 0;
        delta = delta();
        delta.taken(next);
        List<RestoredBlocks.RestoredBlock> restored = new ArrayList<>();
        blocks.forEach((number, commands) -> restored.add(new RestoredBlocks.RestoredBlock(
                number,
                commands.size(),
                ends.getOrDefault(number, new BitSet()).toByteArray(),
                ends.containsKey(number))));
        long unused =
                blocks.keySet().stream().mapToLong(number -> number + 1).max().orElse(0);
        delta.ledgerCommands().restored(new RestoredBlocks(restored, new int[0], unused), writesBlocks);
        waiting.clear();
        singles.forEach((offset, made) -> takeIn(offset, made, LedgerPlace.SINGLE));
        List<Long> numbers = new ArrayList<>(blocks.keySet());
        for (int slot = 0; slot < numbers.size(); slot++) {
            List<PendingCommandRecord> commands = blocks.getOrDefault(numbers.get(slot), List.of());
            BitSet ended = ends.getOrDefault(numbers.get(slot), new BitSet());
            for (int i = ended.nextClearBit(0); i < commands.size(); i = ended.nextClearBit(i + 1)) {
                PendingCommandRecord one = commands.get(i);
                takeIn(one.commandRecord().offset(), one.attempts(), LedgerPlace.inBlock(slot, i));
            }
        }
    }

    private void takeIn(long offset, int made, int place) {
        SampleCommand command = new SampleCommand(offset, 10);
        command.attempts(made);
        waiting.put(offset, command);
        delta.restored(command, place);
    }
}
