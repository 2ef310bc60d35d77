package io.metronome.ledger;

/**
 * Where the ledger has a command, as one int, because a waiting command has no room for more: nowhere, in a record of its
 * own, or in a block. A block is named by its slot, a small number that the owner of the partition gives it.
 */
public final class LedgerPlace {
    /** Nowhere: the command's end needs no record. */
    public static final int ABSENT = 0;

    /** In a record of its own. */
    public static final int SINGLE = 1;

    private static final int INDEX_BITS = 10;

    /** A block has no more commands. */
    public static final int MOST_COMMANDS = 1 << INDEX_BITS;

    /** Slots are below this number. */
    public static final int MOST_SLOTS = (1 << (Integer.SIZE - 1 - INDEX_BITS)) - 1;

    private static final int OUTDATED = Integer.MIN_VALUE;

    private LedgerPlace() {}

    /** In the block with that slot, as the command with that number. */
    public static int inBlock(int slot, int index) {
        return (slot + 1) << INDEX_BITS | index;
    }

    public static boolean isInBlock(int place) {
        return current(place) >= MOST_COMMANDS;
    }

    /** The slot of its block. */
    public static int slot(int place) {
        return (current(place) >> INDEX_BITS) - 1;
    }

    /** Its number in its block. */
    public static int index(int place) {
        return place & (MOST_COMMANDS - 1);
    }

    /** That place, where an older state of the command is: the next checkpoints write the command again. */
    public static int outdated(int place) {
        return place | OUTDATED;
    }

    /** That place, where the command's state is now. */
    public static int current(int place) {
        return place & ~OUTDATED;
    }

    /** Whether the place has an older state of the command. */
    public static boolean isOutdated(int place) {
        return place < 0;
    }

    /** Whether the place has the command's state. */
    public static boolean isSaved(int place) {
        return place > ABSENT;
    }
}
