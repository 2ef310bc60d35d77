package io.metronome.command;

/** Which commands of one instance go first; strict: a lower one waits while a higher one is due. */
public enum Priority {
    HIGH,
    NORMAL,
    BULK;

    private static final Priority[] ALL = values();

    /** The priority with that ordinal, without copying the array of values. */
    public static Priority at(int ordinal) {
        return ALL[ordinal];
    }
}
