package io.metronome.dispatch.partition;

import java.util.EnumSet;
import java.util.Set;

/** The life of an ownership. */
public enum Phase {
    /** The ledger is being read; nothing may be written. */
    RESTORING,
    /** The ledger was read; the header of this ownership is not committed yet. */
    OPENING,
    /** Reads and calls. */
    LIVE,
    /** Will be given back: no new calls, the last checkpoint is due. */
    LEAVING,
    /** Owned by another worker, or about to be restored again. */
    GONE,
    /** The ledger could not be read, or does not fit; an operator has to look. It will be read again. */
    REFUSED;

    /** The phases that may follow this one. */
    Set<Phase> next() {
        return switch (this) {
            case RESTORING -> EnumSet.of(OPENING, REFUSED, GONE);
            case OPENING -> EnumSet.of(LIVE, LEAVING, GONE);
            case LIVE -> EnumSet.of(LEAVING, GONE);
            case LEAVING, REFUSED -> EnumSet.of(GONE);
            case GONE -> EnumSet.noneOf(Phase.class);
        };
    }
}
