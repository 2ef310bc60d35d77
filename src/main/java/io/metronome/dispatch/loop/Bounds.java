package io.metronome.dispatch.loop;

/**
 * How much is done at once, at the most: what is left is done in the next task, round or checkpoint, so that no state of
 * any size stops others. A simulation makes them tiny, to reach them with a few commands.
 *
 * @param itemsPerTask lanes, commands and moments that one task of the dispatcher handles
 * @param turnsPerRound turns that one round gives
 * @param recordsPerCheckpoint records of one checkpoint, replies and states of commands together
 * @param bytesPerCheckpoint bytes of these records
 * @param blocks how many commands share a record
 */
public record Bounds(
        int itemsPerTask, int turnsPerRound, int recordsPerCheckpoint, int bytesPerCheckpoint, BlockSizes blocks) {
    /** The bounds of every worker: a task takes milliseconds, and a checkpoint much less than a lease. */
    public static final Bounds USUAL = new Bounds(2_000, 2_000, 20_000, 8 << 20, BlockSizes.USUAL);
}
