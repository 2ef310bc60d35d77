package io.metronome.ledger;

import java.util.List;

/**
 * One transaction: everything that has to become true together. A value; the ledger may try it several times.
 *
 * @param sections one for each partition with news, or with a position to confirm; never empty, since a transaction
 *     without an offset contacts nobody and would prove nothing
 */
public record Checkpoint(List<PartitionCheckpoint> sections) {}
