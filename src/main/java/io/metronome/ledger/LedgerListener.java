package io.metronome.ledger;

/** Hears what the broker refuses. Called on the ledger's thread; must not block. */
public interface LedgerListener {
    /** A listener that ignores everything. */
    LedgerListener NONE = new LedgerListener() {};

    /** The kinds of topics that a checkpoint writes to. */
    enum Target {
        /** The ledger itself. */
        LEDGER,
        /** The results, the dead letters, and the commands topic with its forwarded copies. */
        OWN,
        /** A reply topic that a producer named. */
        REPLY
    }

    /** One record was refused and taken out. The checkpoint was tried again without it. */
    default void refused(Target target) {}

    /** No topic accepted any form of a reply: its producer gets none. */
    default void replyLost() {}

    /** Checkpoints are refused as a whole, or are accepted again. */
    default void refusing(boolean isRefusing) {}
}
