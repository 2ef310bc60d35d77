package io.metronome.ledger;

import reactor.core.publisher.Mono;

/** The ledger as the pipeline sees it. A port: the simulation has its own. */
public interface Ledger {

    /**
     * Writes a checkpoint, and tries again for as long as that takes. One at a time: the next is asked for when this
     * one is decided. Sections of partitions that are not owned any more, under the ownership they name, are dropped.
     *
     * @return what was written; an error is a {@link LedgerLostException}: nothing is known to be saved, and every
     *     partition must be forgotten and restored
     */
    Mono<CommittedCheckpoint> save(Checkpoint checkpoint);

    /**
     * Reads what the former owner left, once every transaction of its is decided.
     *
     * @return an error is a {@link LedgerRefusedException}, with an explanation for people: the partition must not be
     *     served
     */
    Mono<Restored> restore(int partition, long ownership);
}
