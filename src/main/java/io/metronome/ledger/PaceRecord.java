package io.metronome.ledger;

/**
 * The last departure of an instance whose gap is too long for every new owner to wait.
 *
 * @param at monotonic nanoseconds on this host, possibly in the future when it is only announced. The ledger stores its
 *     age
 * @param delayMillis the delay that paced it, {@link #UNKNOWN} before one was read, {@link #FORGET} when there is
 *     nothing to remember any more
 * @param typingMillis the typing time that the gap behind the departure includes
 */
public record PaceRecord(String instance, long at, int delayMillis, int typingMillis) {
    /** In place of a delay: the delay was not known yet. */
    public static final int UNKNOWN = -2;
    /** In place of a delay: the ledger deletes the record. */
    public static final int FORGET = -1;
}
