package io.metronome.ledger;

/** The ledger's record of the last departure of an instance. */
public sealed interface PaceRecord {
    String instance();

    /**
     * A departure that the next owner has to know, or the last one of an instance whose delay it has to know. In both
     * cases the instance does not depart again before the gap has passed, unless a newer record says so.
     *
     * @param at possibly in the future when the departure is only announced. The ledger stores its age
     * @param delay the delay that paced it
     * @param typingMillis what the gap behind the departure includes beside the delay: typing time and jitter
     */
    record Departed(String instance, MonotonicMoment at, RecordedDelay<MonotonicMoment> delay, int typingMillis)
            implements PaceRecord {}

    /** There is nothing to remember any more: the ledger deletes the record. */
    record Forgotten(String instance) implements PaceRecord {}
}
