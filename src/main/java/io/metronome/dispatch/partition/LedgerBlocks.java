package io.metronome.dispatch.partition;

import io.metronome.ledger.BlockChanges;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.RestoredBlocks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that the ledger has of one partition. A block is here from the checkpoint that writes it until the one that
 * deletes it, and is deleted when nothing in it waits any more.
 */
final class LedgerBlocks {
    /* So many sparse blocks are looked at for one checkpoint: their commands may not be known yet. */
    private static final int LOOKS = 64;

    private final int patience;
    private final List<@Nullable LedgerBlock> slots = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final Set<LedgerBlock> touched = new LinkedHashSet<>();
    private final ArrayDeque<LedgerBlock> sparse = new ArrayDeque<>();
    private long next;
    private long checkpoints;
    private long bytes;

    /** @param patience checkpoints after which the last commands of a sparse block get other places */
    LedgerBlocks(int patience) {
        this.patience = patience;
    }

    /** A former owner left those blocks. Their commands are told one by one. */
    void restored(RestoredBlocks found) {
        next = found.next();
        for (RestoredBlocks.RestoredBlock one : found.blocks()) {
            LedgerBlock block =
                    LedgerBlock.restored(one.number(), slots.size(), one.count(), one.ended(), one.hasEnds());
            slots.add(block);
            bytes += block.bytes();
            if (block.isOver()) {
                touched.add(block);
            } else if (block.isSparse()) {
                sparse.add(block);
            }
        }
    }

    /** That command is at that place, as a former owner left it. */
    void restored(TrackedCommand command, int place) {
        at(place).hold(LedgerPlace.index(place), command);
    }

    boolean isEmpty() {
        return slots.size() == free.size();
    }

    /** Whether there is room for one more block. */
    boolean hasRoom() {
        return !free.isEmpty() || slots.size() < LedgerPlace.MOST_SLOTS;
    }

    /** Makes a block of those commands, and returns its number. From now on that is their place. */
    long add(List<TrackedCommand> commands) {
        int slot = free.isEmpty() ? slots.size() : free.removeLast();
        LedgerBlock block = LedgerBlock.added(next++, slot, commands);
        if (slot == slots.size()) {
            slots.add(block);
        } else {
            slots.set(slot, block);
        }
        bytes += block.bytes();
        return block.number();
    }

    /** The command at that place has ended, or gets another place. */
    void end(int place) {
        LedgerBlock block = at(place);
        boolean wasSparse = block.isSparse();
        block.end(LedgerPlace.index(place));
        touched.add(block);
        if (block.isSparse() && !wasSparse) {
            block.sparseSince(checkpoints);
            sparse.addLast(block);
        }
    }

    private LedgerBlock at(int place) {
        LedgerBlock block = slots.get(LedgerPlace.slot(place));
        if (block == null) {
            throw new IllegalStateException("there is no block at slot " + LedgerPlace.slot(place));
        }
        return block;
    }

    /** The last commands of blocks that have been sparse for long enough. */
    List<TrackedCommand> stragglers(int most) {
        List<TrackedCommand> found = new ArrayList<>();
        for (int i = Math.min(sparse.size(), LOOKS); i > 0 && found.size() < most && isDue(sparse.getFirst()); i--) {
            LedgerBlock block = sparse.removeFirst();
            if (!block.isOver()) {
                found.addAll(block.waiting());
                // It is over when what was found has its other places. Otherwise it is looked at again.
                sparse.addLast(block);
            }
        }
        return found.size() > most ? found.subList(0, most) : found;
    }

    private boolean isDue(LedgerBlock block) {
        return block.isOver() || checkpoints - block.sparseSince() >= patience;
    }

    /** The last commands of any blocks: the format of the ledger is one without blocks. */
    List<TrackedCommand> converted(int most) {
        sparse.clear();
        List<TrackedCommand> found = new ArrayList<>();
        for (int slot = 0; slot < slots.size() && found.size() < most; slot++) {
            LedgerBlock block = slots.get(slot);
            if (block != null) {
                found.addAll(block.waiting());
            }
        }
        return found.size() > most ? found.subList(0, most) : found;
    }

    /** Notes the changes of older blocks for the checkpoint that is being cut, and forgets those that are over. */
    void cut(List<BlockChanges.BlockEnds> ends, List<BlockChanges.GoneBlock> gone) {
        checkpoints++;
        for (LedgerBlock block : touched) {
            if (block.isOver()) {
                gone.add(new BlockChanges.GoneBlock(block.number(), block.hasEnds()));
                forget(block);
            } else {
                ends.add(new BlockChanges.BlockEnds(block.number(), block.cutEnds()));
            }
        }
        touched.clear();
    }

    private void forget(LedgerBlock block) {
        slots.set(block.slot(), null);
        free.addLast(block.slot());
        bytes -= block.bytes();
    }

    /** The broker refused the blocks with those numbers: their commands have records of their own. */
    void split(Set<Long> numbers) {
        for (int slot = numbers.isEmpty() ? slots.size() : 0; slot < slots.size(); slot++) {
            LedgerBlock block = slots.get(slot);
            if (block != null && numbers.contains(block.number())) {
                block.split();
                forget(block);
            }
        }
    }

    /** Bytes of heap that they cost. */
    long bytes() {
        return bytes;
    }

    /** The partition is gone. */
    void clear() {
        slots.clear();
        free.clear();
        touched.clear();
        sparse.clear();
        bytes = 0;
    }
}
