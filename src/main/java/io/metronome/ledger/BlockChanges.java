package io.metronome.ledger;

import java.util.List;
import java.util.Set;

/**
 * The changes of a checkpoint to the blocks of a partition. A block is one record with many commands. It is written once:
 * the ends of its commands are in a second record, and a command whose state changes gets another place.
 *
 * @param added blocks that are written
 * @param ends which commands of older blocks have ended by now
 * @param gone blocks whose last command has ended
 * @param areLeft whether the ledger has blocks behind this checkpoint. Then only a worker that knows blocks may read it
 * @param split numbers of blocks that the broker refused: their commands are in records of their own
 */
public record BlockChanges(
        List<CommandBlock> added, List<BlockEnds> ends, List<GoneBlock> gone, boolean areLeft, Set<Long> split) {
    /** No block, and no change. */
    public static final BlockChanges NONE = new BlockChanges(List.of(), List.of(), List.of(), false, Set.of());

    /** A new block. */
    public record CommandBlock(long number, List<PendingCommandRecord> commands) {}

    /**
     * The ends of a block.
     *
     * @param ended one bit for each command of the block that has ended or has another place now; the first command has
     *     the lowest bit of the first byte
     */
    public record BlockEnds(long number, byte[] ended) {}

    /**
     * A block that is deleted.
     *
     * @param hasEnds whether ends of it were ever written
     */
    public record GoneBlock(long number, boolean hasEnds) {}
}
