package io.metronome.dispatch.loop;

/**
 * How many commands share one record of the ledger.
 *
 * @param least fewer commands of a checkpoint get records of their own: a block of few costs more memory than it saves
 *     records
 * @param most the most commands of a block
 * @param patience a block that is mostly over is dissolved so many checkpoints later: until then its last commands may
 *     end by themselves
 */
public record BlockSizes(int least, int most, int patience) {
    /** The sizes of every worker. */
    public static final BlockSizes USUAL = new BlockSizes(8, 1_024, 50);
}
