package io.metronome.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The format in which a worker writes the ledger. Without a configured one each partition keeps the format that it has,
 * so that the workers which wrote it can come back. A ledger that is new begins in the newest format.
 *
 * @param configured the format of all partitions; null where each keeps its own
 */
public record WriteFormat(@Nullable LedgerFormat configured) {
    /** Each partition keeps its format. */
    public static final WriteFormat AS_FOUND = new WriteFormat(null);

    /** Always that format. */
    public static WriteFormat of(LedgerFormat format) {
        return new WriteFormat(format);
    }

    /** The format for a partition whose header was found in that one; null where the ledger is new. */
    LedgerFormat after(@Nullable LedgerFormat found) {
        if (configured != null) {
            return configured;
        }
        if (found == null) {
            return LedgerFormat.NEWEST;
        }
        return found.compareTo(LedgerFormat.OLDEST_WRITTEN) < 0 ? LedgerFormat.OLDEST_WRITTEN : found;
    }
}
