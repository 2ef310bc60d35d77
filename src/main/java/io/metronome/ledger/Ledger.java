package io.metronome.ledger;

import reactor.core.publisher.Mono;

/** The ledger for the pipeline. This is a port, which mutations wrap. */
public interface Ledger {

    /**
     * Writes a checkpoint, and tries again for as long as necessary. One at a time: the caller asks for the next when
     * this one is decided. Partitions that are no longer owned under the ownership that the checkpoint names are
     * dropped.
     *
     * @return what was written. Empty when every partition of the checkpoint was dropped: nothing was written then, and
     *     the lease is not renewed. An error is a {@link LedgerLostException}: nothing is known to be
     *     saved, and every partition must be forgotten and restored
     */
    Mono<CommittedCheckpoint> save(Checkpoint checkpoint);

    /**
     * Reads the ledger of a partition when every transaction of its former owner is decided.
     *
     * @param memory asked while it reads; the reading waits while it has no room
     * @return an error is a {@link LedgerRefusedException} with an explanation for people: the partition must not be
     *     served
     */
    Mono<Restored> restore(int partition, long ownership, RestoreMemory memory);
}
