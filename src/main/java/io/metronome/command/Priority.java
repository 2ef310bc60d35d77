package io.metronome.command;

/** Which commands of one instance go first; strict: a lower one waits while a higher one is due. */
public enum Priority {
    HIGH(0),
    NORMAL(1),
    BULK(2);

    /** How many priorities there are. */
    public static final int COUNT = 3;

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** 0 for the one that goes first, up to {@link #COUNT} - 1. */
    public int rank() {
        return rank;
    }
}
