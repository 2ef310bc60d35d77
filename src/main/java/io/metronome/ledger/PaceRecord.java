package io.metronome.ledger;

import java.util.OptionalInt;

/** The ledger's record of the last departure of an instance. */
public sealed interface PaceRecord {
    String instance();

    /**
     * A departure with a gap that is too long for every new owner to wait.
     *
     * @param at possibly in the future when the departure is only announced. The ledger stores its age
     * @param delayMillis the delay that paced it; empty when the delay was not known yet
     * @param typingMillis the typing time that the gap behind the departure includes
     */
    record Departed(String instance, MonotonicMoment at, OptionalInt delayMillis, int typingMillis)
            implements PaceRecord {}

    /** There is nothing to remember any more: the ledger deletes the record. */
    record Forgotten(String instance) implements PaceRecord {}
}
