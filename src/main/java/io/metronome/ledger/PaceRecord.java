package io.metronome.ledger;

/**
 * The last departure of an instance whose gap is too long to be waited out by every new owner.
 *
 * @param at monotonic nanoseconds on this host, ahead perhaps when it is only announced; the ledger stores its age
 * @param delayMillis the delay it was paced by, {@link #UNKNOWN} before one was read, {@link #FORGET} when there is nothing to remember any more
 * @param typingMillis the typing time that the gap behind it includes
 */
public record PaceRecord(String instance, long at, int delayMillis, int typingMillis) {
    /** In place of a delay: it was not known yet. */
    public static final int UNKNOWN = -2;
    /** In place of a delay: the record is taken out of the ledger. */
    public static final int FORGET = -1;
}
