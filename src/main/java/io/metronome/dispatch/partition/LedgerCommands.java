package io.metronome.dispatch.partition;

import io.metronome.dispatch.loop.BlockSizes;
import io.metronome.ledger.BlockChanges;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.RestoredBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands of one partition that the ledger has, each at its place, and what the checkpoint that is being cut changes
 * of them. What is put gets a new place in any case; its former place ends in the same checkpoint.
 */
final class LedgerCommands {
    /* A larger command gets a record of its own, so that a broker's limit concerns one command only. */
    private static final long LARGE = 16 << 10;
    /* Far below what a topic must accept for one command. */
    private static final long MOST_BYTES = 48 << 10;
    /* Their bodies may have to be read from the disk, on the dispatcher's thread. */
    private static final int STRAGGLERS = 100;

    private final BlockSizes sizes;
    private final LedgerBlocks blocks;
    private final List<TrackedCommand> putLast = new ArrayList<>();
    /* New ones for each checkpoint: a large one would leave large arrays behind. */
    private List<PutCommand> puts = new ArrayList<>();
    private List<Long> tombstones = new ArrayList<>();
    private boolean writesBlocks;
    private int count;

    /** A command that the checkpoint writes, and whether it had a record of its own before. */
    private record PutCommand(TrackedCommand command, PendingCommandRecord state, boolean wasSingle) {}

    /** The part of a checkpoint that is about commands. */
    record CommandChanges(List<PendingCommandRecord> waiting, long[] ended, BlockChanges blocks) {}

    LedgerCommands(BlockSizes sizes) {
        this.sizes = sizes;
        this.blocks = new LedgerBlocks(sizes.patience());
    }

    /**
     * The ledger was read.
     *
     * @param writes whether commands share records from now on; otherwise those that do get records of their own
     */
    void restored(RestoredBlocks found, boolean writes) {
        writesBlocks = writes;
        blocks.restored(found);
    }

    /** A command that a former owner had put there. */
    void restored(TrackedCommand command, int place) {
        count++;
        if (LedgerPlace.isInBlock(place)) {
            blocks.restored(command, place);
        } else {
            command.ledgerPlace(place);
        }
    }

    /** A record that a former owner had put there, and that is no command today. */
    void restoredRefusal() {
        count++;
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** Bytes of heap that the table of their places costs. */
    long bytes() {
        return blocks.bytes();
    }

    /** Whether commands share records that a worker of the written format could not read. */
    boolean isConverting() {
        return !writesBlocks && !blocks.isEmpty();
    }

    /** A checkpoint is about to be cut. */
    void begin() {
        puts = new ArrayList<>();
        putLast.clear();
        tombstones = new ArrayList<>();
    }

    /** The checkpoint says that the record at that place has ended. */
    void end(TrackedRecord ended) {
        leave(ended);
        count--;
    }

    private void leave(TrackedRecord one) {
        if (LedgerPlace.isInBlock(one.ledgerPlace())) {
            blocks.end(one.ledgerPlace());
        } else {
            tombstones.add(one.offset());
        }
        one.leftLedger();
    }

    /** The checkpoint has the state that the command has now. */
    void put(TrackedCommand command, Budget budget) {
        int place = LedgerPlace.current(command.ledgerPlace());
        boolean wasSingle = place == LedgerPlace.SINGLE;
        if (place == LedgerPlace.ABSENT) {
            count++;
        } else if (wasSingle) {
            command.leftLedger();
        } else {
            leave(command);
        }
        PendingCommandRecord state = command.toRecord();
        puts.add(new PutCommand(command, state, wasSingle));
        putLast.add(command);
        budget.spend(state.commandRecord().heapBytes());
        command.inLedger();
    }

    /** Gives the last commands of blocks that are mostly over another place, as far as the budget goes. */
    void putStragglers(Budget budget) {
        List<TrackedCommand> stragglers = writesBlocks ? blocks.stragglers(STRAGGLERS) : blocks.converted(STRAGGLERS);
        for (TrackedCommand command : stragglers) {
            if (budget.isLeft()) {
                put(command, budget);
            }
        }
    }

    /** Gives everything that was put its place. */
    CommandChanges finish() {
        List<PendingCommandRecord> singles = new ArrayList<>();
        List<BlockChanges.CommandBlock> added = new ArrayList<>();
        List<PutCommand> open = new ArrayList<>();
        long openBytes = 0;
        for (PutCommand put : puts) {
            long bytes = put.state().ledgerBytes();
            if (!writesBlocks || bytes > LARGE) {
                putAlone(put, singles);
                continue;
            }
            if (open.size() == sizes.most() || openBytes + bytes > MOST_BYTES) {
                close(open, singles, added);
                openBytes = 0;
            }
            open.add(put);
            openBytes += bytes;
        }
        close(open, singles, added);
        List<BlockChanges.BlockEnds> ends = new ArrayList<>();
        List<BlockChanges.GoneBlock> gone = new ArrayList<>();
        blocks.cut(ends, gone);
        long[] ended = tombstones.stream().mapToLong(Long::longValue).toArray();
        puts = List.of();
        tombstones = List.of();
        return new CommandChanges(singles, ended, new BlockChanges(added, ends, gone, !blocks.isEmpty(), Set.of()));
    }

    private static void putAlone(PutCommand put, List<PendingCommandRecord> singles) {
        put.command().ledgerPlace(LedgerPlace.SINGLE);
        singles.add(put.state());
    }

    private void close(
            List<PutCommand> open, List<PendingCommandRecord> singles, List<BlockChanges.CommandBlock> added) {
        if (open.size() < sizes.least() || !blocks.hasRoom()) {
            open.forEach(put -> putAlone(put, singles));
        } else {
            long number = blocks.add(open.stream().map(PutCommand::command).toList());
            added.add(new BlockChanges.CommandBlock(
                    number, open.stream().map(PutCommand::state).toList()));
            open.stream()
                    .filter(PutCommand::wasSingle)
                    .forEach(put -> tombstones.add(put.command().offset()));
        }
        open.clear();
    }

    /** The command at that offset, if the checkpoint that was cut last put it into the ledger. */
    Optional<TrackedCommand> putLast(long offset) {
        return putLast.stream().filter(pending -> pending.offset() == offset).findFirst();
    }

    /** The broker refused those blocks: their commands have records of their own. */
    void split(Set<Long> numbers) {
        blocks.split(numbers);
    }

    /** The partition is gone. */
    void release() {
        putLast.clear();
        blocks.clear();
    }
}
