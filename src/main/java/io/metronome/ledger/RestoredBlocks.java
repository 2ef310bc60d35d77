package io.metronome.ledger;

import java.util.List;

/**
 * The blocks that a former owner left.
 *
 * @param blocks each under its slot, which is its place in this list
 * @param places the {@link LedgerPlace} of each command that waits, in the order of those; empty where none is in a block
 * @param next the number of the next block: no block has it or a higher one
 */
public record RestoredBlocks(List<RestoredBlock> blocks, int[] places, long next) {
    /** No blocks: each command has a record of its own. */
    public static final RestoredBlocks NONE = new RestoredBlocks(List.of(), new int[0], 0);

    /**
     * A block.
     *
     * @param count its commands, those that have ended included
     * @param ended as {@link BlockChanges.BlockEnds} has it
     * @param hasEnds whether a record has its ends
     */
    public record RestoredBlock(long number, int count, byte[] ended, boolean hasEnds) {}

    /** The place of the command with that number. */
    public int place(int command) {
        return places.length == 0 ? LedgerPlace.SINGLE : places[command];
    }
}
