package io.metronome.dispatch.partition;

import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.PendingCommandRecord;
import java.util.OptionalLong;

/** A record that is a command: it may wait in the ledger until it ends. */
public interface TrackedCommand extends TrackedRecord {

    /** A checkpoint was cut, or the command has changed since: that is its {@link io.metronome.ledger.LedgerPlace} now. */
    void ledgerPlace(int place);

    @Override
    default void leftLedger() {
        ledgerPlace(LedgerPlace.ABSENT);
    }

    /** The command's state, as the next owner of the partition needs it. Only before it ends. */
    PendingCommandRecord toRecord();

    /** The ledger has its state, or gets it with the checkpoint that is being cut: its body may leave the heap. */
    void inLedger();

    /** Whether its call must not be repeated, so that the ledger has to know of the call before it starts. */
    boolean isCalledOnce();

    /** A hash of its instance and the producer's own id; {@link SentIds#NONE} when the producer gave none. */
    long idHash();

    /** The hash of its id, if the producer gave one and the API has the command, or may have it. */
    OptionalLong sentId();
}
