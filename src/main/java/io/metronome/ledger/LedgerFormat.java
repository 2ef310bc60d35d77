package io.metronome.ledger;

import java.util.Arrays;

/**
 * The formats of the ledger. A worker reads all of them, and {@link WriteFormat} says which one it writes. While workers of
 * the previous version may get a partition, or may have to come back, this must be one that they read.
 */
public enum LedgerFormat {
    /** The first one. It is read and not written. */
    COMMANDS_AND_PACES(1),
    /** Conditions of instances, and the API's answer to a setSettings that does not show yet. */
    CONDITIONS(2),
    /**
     * A pace record says when its delay was read, and whether a setSettings may have changed it. The new fields are at the
     * record's end, where a reader of format 2 does not look: a worker that writes format 2 again need not convert them.
     */
    DATED_DELAYS(3),
    /**
     * Commands that one checkpoint puts share records, the blocks. A worker that writes an older format reads blocks, and
     * gives their commands records of their own. Until no block is left its headers name this format.
     */
    BLOCKS(4);

    /** The oldest format that can be written. */
    public static final LedgerFormat OLDEST_WRITTEN = CONDITIONS;

    /** The newest format. A header with a higher number was written by a newer worker. */
    public static final LedgerFormat NEWEST = BLOCKS;

    private final int number;

    LedgerFormat(int number) {
        this.number = number;
    }

    /** The number of the format in the header of a partition, in the configuration and in the changelog. */
    public int number() {
        return number;
    }

    /** The format with that number. Another number is an {@link IllegalArgumentException}. */
    public static LedgerFormat of(int number) {
        return Arrays.stream(values())
                .filter(format -> format.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no format " + number));
    }

    /** Whether pace records say when their delay was read. */
    public boolean datesDelays() {
        return compareTo(DATED_DELAYS) >= 0;
    }

    /** Whether commands share records. */
    public boolean hasBlocks() {
        return compareTo(BLOCKS) >= 0;
    }
}
