package io.metronome.dispatch.partition;

/** The state of a command's copy in the ledger. */
public enum LedgerCopy {
    /** Nothing: the command's end needs no tombstone. */
    ABSENT,
    /** The state that the command has. */
    SAVED,
    /** An older state: the command stands in the list of those that the next checkpoints write again. */
    OUTDATED
}
