package io.metronome.ledger;

import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** Reads the ledger of a partition that a former owner left, beside the poll loop. */
public interface Restoration {

    /**
     * Waits until the former owner's transactions are decided, then reads the partition's ledger to its end.
     *
     * @param stillOurs asked now and then. When it is false, no caller waits for the answer any more
     * @param memory asked again and again; the reading waits while it has no room
     * @return empty when the partition was lost meanwhile. An error is a {@link LedgerRefusedException}
     */
    Mono<Restoration.RestoredState> of(int partition, BooleanSupplier stillOurs, RestoreMemory memory);

    /** The restored content, and the slot at which the sent ids continue. */
    record RestoredState(Restored restored, long nextSentSequence) {}
}
