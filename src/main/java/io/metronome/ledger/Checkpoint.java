package io.metronome.ledger;

import java.util.List;

/**
 * One transaction: everything that has to become visible together. A value, which the ledger may try to write several
 * times.
 *
 * @param sections one for each partition with changes, or with a position to confirm. Never empty: the client commits a
 *     transaction without an offset without asking a broker, so it would prove nothing
 */
public record Checkpoint(List<PartitionCheckpoint> sections) {}
