package io.metronome.ledger;

import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** Reads what the former owner of a partition left, beside the poll loop. */
public interface Restoration {

    /**
     * Waits until the former owner's transactions are decided, then reads all of the partition's ledger.
     *
     * @param stillOurs asked now and then; when false, nobody waits for the answer any more
     * @return empty when the partition was lost meanwhile; an error is a {@link LedgerRefusedException}
     */
    Mono<Restoration.RestoredState> of(int partition, BooleanSupplier stillOurs);

    /** What was found, and where the round of sent ids goes on. */
    record RestoredState(Restored restored, long nextSentSequence) {}
}
