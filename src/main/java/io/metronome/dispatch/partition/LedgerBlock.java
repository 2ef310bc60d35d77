package io.metronome.dispatch.partition;

import io.metronome.command.HeapBytes;
import io.metronome.ledger.LedgerPlace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One block of the ledger, as its owner knows it: which of its commands still wait in it, and who they are. So the last ones
 * are found when the block is dissolved.
 */
final class LedgerBlock {
    private static final int OBJECTS = HeapBytes.ofFields(48) + HeapBytes.ofFields(12);
    /* A reference and its place in two arrays that grow, and a bit. */
    private static final int REFERENCE = 4;

    private final long number;
    private final int slot;
    private final @Nullable TrackedCommand[] commands;
    private final BitSet ended;
    private int live;
    private boolean hasEnds;
    private long sparseSince;

    private LedgerBlock(long number, int slot, int count, BitSet ended, boolean hasEnds) {
        this.number = number;
        this.slot = slot;
        this.commands = new TrackedCommand[count];
        this.ended = ended;
        this.live = count - ended.cardinality();
        this.hasEnds = hasEnds;
    }

    /** A block that the next checkpoint writes. */
    static LedgerBlock added(long number, int slot, List<TrackedCommand> all) {
        LedgerBlock block = new LedgerBlock(number, slot, all.size(), new BitSet(all.size()), false);
        for (int i = 0; i < all.size(); i++) {
            block.hold(i, all.get(i));
        }
        return block;
    }

    /** A block that a former owner left. Its commands come later, one by one. */
    static LedgerBlock restored(long number, int slot, int count, byte[] ended, boolean hasEnds) {
        return new LedgerBlock(number, slot, count, BitSet.valueOf(ended), hasEnds);
    }

    long number() {
        return number;
    }

    int slot() {
        return slot;
    }

    /** That command is the one with that number in it. */
    void hold(int index, TrackedCommand command) {
        commands[index] = command;
        command.ledgerPlace(LedgerPlace.inBlock(slot, index));
    }

    /** The command with that number has ended, or gets another place. */
    void end(int index) {
        if (ended.get(index)) {
            throw new IllegalStateException("command " + index + " of block " + number + " has ended before");
        }
        ended.set(index);
        commands[index] = null;
        live--;
    }

    boolean isOver() {
        return live == 0;
    }

    /** Whether fewer than a quarter of its commands wait: then most of what a restore reads of it is for nothing. */
    boolean isSparse() {
        return live * 4 < commands.length;
    }

    /** The count of checkpoints when it became sparse. */
    long sparseSince() {
        return sparseSince;
    }

    void sparseSince(long checkpoints) {
        sparseSince = checkpoints;
    }

    /** Its commands that wait and are known here. */
    List<TrackedCommand> waiting() {
        List<TrackedCommand> waiting = new ArrayList<>(live);
        for (TrackedCommand command : commands) {
            if (command != null && !command.hasEnded()) {
                waiting.add(command);
            }
        }
        return waiting;
    }

    /** The broker refused it: its commands have records of their own. */
    void split() {
        for (TrackedCommand command : commands) {
            if (command != null) {
                boolean isOutdated = LedgerPlace.isOutdated(command.ledgerPlace());
                command.ledgerPlace(isOutdated ? LedgerPlace.outdated(LedgerPlace.SINGLE) : LedgerPlace.SINGLE);
            }
        }
    }

    /** Its ends for the checkpoint that is being cut. */
    byte[] cutEnds() {
        hasEnds = true;
        return ended.toByteArray();
    }

    /** Whether a record has its ends. */
    boolean hasEnds() {
        return hasEnds;
    }

    /** Bytes of heap that it costs. */
    long bytes() {
        return OBJECTS
                + HeapBytes.ofArray((long) REFERENCE * commands.length)
                + HeapBytes.ofArray(commands.length / Byte.SIZE + Long.BYTES);
    }
}
