package io.metronome.ledger;

import java.util.Arrays;

/**
 * The sent ids of the checkpoints of a short time. They share one record of the ledger, which is written again with each
 * of them: so the number of records depends on the idempotency window, and not on how often checkpoints are written.
 *
 * @param sequence counts the records of the partition
 * @param begunAt when the first ids came, monotonic nanoseconds
 * @param hashesAndOffsets each id's hash, and after it the offset of its command
 */
record SentIdsRecord(long sequence, long begunAt, long[] hashesAndOffsets) {
    private static final long[] NONE = {};

    /** The first record of an owner: it holds nothing yet. */
    static SentIdsRecord first(long sequence, long now) {
        return new SentIdsRecord(sequence, now, NONE);
    }

    /** The record with these ids, or the next record if this one has been open for the whole span. Nanoseconds. */
    SentIdsRecord with(long[] more, long now, long span) {
        if (hashesAndOffsets.length == 0) {
            return new SentIdsRecord(sequence, now, more);
        }
        if (now - begunAt >= span) {
            return new SentIdsRecord(sequence + 1, now, more);
        }
        long[] all = Arrays.copyOf(hashesAndOffsets, hashesAndOffsets.length + more.length);
        System.arraycopy(more, 0, all, hashesAndOffsets.length, more.length);
        return new SentIdsRecord(sequence, begunAt, all);
    }
}
