package io.metronome.command;

/** The order of the commands of one instance. Strict: a lower priority waits while a higher one is due. */
public enum Priority {
    HIGH(0),
    NORMAL(1),
    BULK(2);

    /** The number of priorities. */
    public static final int COUNT = 3;

    private static final Priority[] BY_RANK = values();

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** The priority of that rank. */
    public static Priority of(int rank) {
        return BY_RANK[rank];
    }

    /** 0 for the highest priority, up to {@link #COUNT} - 1. */
    public int rank() {
        return rank;
    }
}
